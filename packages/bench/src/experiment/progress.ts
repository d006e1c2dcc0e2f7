// How an experiment says what it is doing; only called between measurements, never during one.

/** @param share of the experiment that is done, 0 to 1 */
export type ReportProgress = (share: number, doing: string) => void;
