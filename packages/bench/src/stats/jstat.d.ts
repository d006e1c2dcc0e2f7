// The one function of jstat that the lab calls; the package ships no types.
declare module 'jstat' {
  const jstat: { readonly studentt: { inv(probability: number, degreesOfFreedom: number): number } };
  export default jstat;
}
