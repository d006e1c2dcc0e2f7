// What a worker and its starter say to each other over IPC.

export interface WorkerQuestion {
  readonly id: number;
  readonly question: unknown;
}

export type WorkerAnswer =
  | { readonly id: number; readonly state: 'answered'; readonly answer?: unknown }
  | { readonly id: number; readonly state: 'failed'; readonly reason: string };
