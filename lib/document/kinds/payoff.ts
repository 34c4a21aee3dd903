/**
 * Whether repeated cooperation pays in a two-sided game: the pay-off of cooperating together is above the mean of
 * exploiting and being exploited in turn, A > (B + D) / 2. A: both cooperate; B: I defect while you cooperate;
 * D: I cooperate while you defect.
 */
export const cooperationPays = ({ A, B, D }: { A: number; B: number; D: number }): boolean => A > (B + D) / 2
