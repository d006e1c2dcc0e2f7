// The functions of jstat that the lab calls; the package ships no types.
declare module 'jstat' {
  const jstat: {
    readonly normal: { inv(probability: number, mean: number, deviation: number): number };
    readonly studentt: { inv(probability: number, degreesOfFreedom: number): number };
    readonly beta: { inv(probability: number, alpha: number, beta: number): number };
  };
  export default jstat;
}
