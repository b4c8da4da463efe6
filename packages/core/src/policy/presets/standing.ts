/** What the rule sets of both eras share: laws, fever line, windows of readings, appeal, retention. */
import type { AssessmentRule, Bilingual } from "../assessment-rule.ts";
import type { DutyRule, LegalBasis, PolicyRules, ReadingWindow } from "../rules-data.ts";

/** A rule set with the day from which it held. */
export interface PresetVersion {
  id: string;
  effectiveFrom: string;
  title: Bilingual;
  rules: PolicyRules;
}

export const localPractice: Bilingual = {
  zh: "各地疫情防控指挥部通行做法，由本镇（县）指挥部核定",
  en: "Common practice of local commands; to be confirmed by the town's or county's own command",
};

/** Laws an order may rest on, each with the days on which that text was in force. */
export const legalBases: readonly LegalBasis[] = [
  {
    id: "infectious-disease-law-2013-art-39",
    zh: "《中华人民共和国传染病防治法》（2013年修正）第三十九条",
    en: "Law on the Prevention and Treatment of Infectious Diseases (as amended in 2013), article 39",
    to: "2025-08-31",
  },
  {
    id: "infectious-disease-law-2013-art-12",
    zh: "《中华人民共和国传染病防治法》（2013年修正）第十二条",
    en: "Law on the Prevention and Treatment of Infectious Diseases (as amended in 2013), article 12",
    to: "2025-08-31",
  },
  {
    id: "infectious-disease-law-2013-art-41",
    zh: "《中华人民共和国传染病防治法》（2013年修正）第四十一条",
    en: "Law on the Prevention and Treatment of Infectious Diseases (as amended in 2013), article 41",
    to: "2025-08-31",
  },
  {
    id: "infectious-disease-law-2025-art-14",
    zh: "《中华人民共和国传染病防治法》（2025年修订）第十四条",
    en: "Law on the Prevention and Treatment of Infectious Diseases (as revised in 2025), article 14",
    from: "2025-09-01",
  },
  {
    id: "emergency-response-law-2007-art-49",
    zh: "《中华人民共和国突发事件应对法》（2007年）第四十九条",
    en: "Emergency Response Law (2007), article 49",
    to: "2024-10-31",
  },
  {
    id: "emergency-response-law-2024-ch-5",
    zh: "《中华人民共和国突发事件应对法》（2024年修订）第五章",
    en: "Emergency Response Law (as revised in 2024), chapter 5",
    from: "2024-11-01",
  },
  {
    id: "public-health-emergency-law-2025-ch-5",
    zh: "《中华人民共和国突发公共卫生事件应对法》（2025年）第五章",
    en: "Law on Responding to Public Health Emergencies (2025), chapter 5",
    from: "2025-11-01",
  },
  {
    id: "public-health-emergency-regulation-art-44",
    zh: "《突发公共卫生事件应急条例》第四十四条",
    en: "Regulation on Public Health Emergencies, article 44",
    to: "2025-10-31",
  },
  {
    id: "county-command-notice",
    zh: "县（市、区）疫情防控指挥部通告",
    en: "Notice of the county's epidemic command",
  },
];

const windowsByCount: Record<number, readonly ReadingWindow[]> = {
  1: [{ id: "morning", from: "07:00", to: "10:00" }],
  2: [
    { id: "morning", from: "07:00", to: "10:00" },
    { id: "afternoon", from: "14:00", to: "17:00" },
  ],
  3: [
    { id: "morning", from: "07:00", to: "09:00" },
    { id: "noon", from: "12:00", to: "14:00" },
    { id: "evening", from: "18:00", to: "20:00" },
  ],
};

/** Windows for so many readings a day, 1 to 6; beyond three they divide the day from 6 to 24. */
export function windowsFor(perDay: number): ReadingWindow[] {
  const usual = windowsByCount[perDay];
  if (usual) return [...usual];
  const count = Math.min(Math.max(Math.trunc(perDay), 1), 6);
  const hours = 18 / count;
  const hour = (n: number) => `${String(6 + Math.floor(n)).padStart(2, "0")}:00`;
  return Array.from({ length: count }, (_, at) => ({
    id: `reading-${at + 1}`,
    from: hour(at * hours),
    to: hour((at + 1) * hours),
  }));
}

const nothingMore = { windows: [], checklist: [], asks: [], what: [] };

/** What is owed each day where a town says nothing else. */
export const usualDuties: readonly DutyRule[] = [
  {
    id: "temperature-observed-person",
    duty: "temperature",
    target: "observed-person",
    by: [{ zh: "村医", en: "village doctor" }],
    perDay: 2,
    ...nothingMore,
  },
  {
    id: "service-visit-observed-household",
    duty: "service-visit",
    target: "observed-household",
    by: [{ zh: "包保干部", en: "responsible cadre" }],
    perDay: 1,
    ...nothingMore,
  },
  {
    id: "disinfection-public-place",
    duty: "disinfection",
    target: "public-place",
    by: [],
    perDay: 1,
    ...nothingMore,
  },
];

export const usualReadings: PolicyRules["readings"] = {
  windows: windowsFor(2),
  graceMinutes: 60,
  feverCelsius: 37.3,
  feverSetBy: {
    zh: "国家卫生健康委员会新型冠状病毒肺炎防控方案所用界限（37.3℃及以上）",
    en: "The line used by the National Health Commission's COVID-19 protocols (37.3 °C and above)",
  },
  escalation: { unitLeadAfterMinutes: 120, directorAfterMinutes: 240 },
};

export const usualOrders: PolicyRules["orders"] = {
  bases: [...legalBases],
  appeal: {
    contact: {
      zh: "镇疫情防控指挥部申诉受理（由作出决定以外的人复核）",
      en: "Appeals at the town's command, decided by somebody other than the issuer",
    },
    // The government's public service line, the same number all over the country.
    phone: "12345",
    decideWithinHours: 24,
  },
  mayLeaveHome: false,
  doorSealed: false,
  noticePosted: true,
};

/** A rule without a measure: people are registered and go free. */
export function registeredOnly(
  id: string,
  when: AssessmentRule["when"],
  reason: AssessmentRule["reason"],
  source: Bilingual,
): AssessmentRule {
  const nothing = { measure: "none", days: 0, place: "none", testDays: [] } as const;
  return { id, when, ...nothing, testDays: [], countedFrom: "arrival", reason, source };
}

/** The rule that ends every list. */
export const nothingFound: AssessmentRule = registeredOnly(
  "nothing-found",
  { kind: "anyone" },
  {
    code: "nothing-found",
    zh: "未发现需要采取措施的情形",
    en: "Nothing found that calls for a measure",
  },
  localPractice,
);
