// Mean, spread and covariance of samples.

/** @throws {TypeError} when `values` is empty */
export const mean = (values: readonly number[]): number => {
  if (values.length === 0) throw new TypeError('the mean of no values is not defined');
  return values.reduce((sum, value) => sum + value, 0) / values.length;
};

/** Of two samples of one length, divided by n - 1. @throws {TypeError} on fewer than two pairs or unequal lengths */
export const covariance = (left: readonly number[], right: readonly number[]): number => {
  if (left.length < 2 || left.length !== right.length) throw new TypeError('covariance needs two pairs or more');
  const [leftMean, rightMean] = [mean(left), mean(right)];
  const products = left.map((value, index) => (value - leftMean) * ((right[index] ?? Number.NaN) - rightMean));
  return products.reduce((sum, product) => sum + product, 0) / (left.length - 1);
};

/** The standard deviation of a sample, divided by n - 1. @throws {TypeError} on fewer than two values */
export const sampleSd = (values: readonly number[]): number => Math.sqrt(covariance(values, values));
