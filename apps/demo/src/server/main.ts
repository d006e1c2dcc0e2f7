// `pnpm demo`.
export {};
