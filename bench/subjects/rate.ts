/** Counts records, and prints the rate once all are there, from the first batch on. */
export function rateOf(expected: number): (records: number) => void {
  let seen = 0;
  let first = 0;
  let began = 0;
  return (records) => {
    seen += records;
    if (began === 0) {
      began = performance.now();
      first = seen;
    }
    if (seen < expected) return;
    const seconds = (performance.now() - began) / 1_000;
    console.log(`rate ${Math.round((seen - first) / seconds)}`);
  };
}
