// What a test needs of a database server.

export interface DatabaseServer {
  /** Makes an empty database. @returns its URL */
  freshDatabase(): Promise<string>;
  /** Ends it and removes everything. */
  stop(): Promise<void>;
}
