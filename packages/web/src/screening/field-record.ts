export const recordArrival = "screening.recordArrival";
