/** 〔2020〕第 12 号: the year, and the number in it of a paper of the town. */
export function documentNumber(year: number, number: number): string {
  return `〔${year}〕第 ${number} 号`;
}
