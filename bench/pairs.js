/**
 * Measures two things in turn, n times, so that whatever else the machine does hits both alike; every other pair goes the other way round.
 *
 * @param {number} n
 * @param {() => number | Promise<number>} subject gives one figure
 * @param {() => number | Promise<number>} base gives one figure
 * @returns {Promise<{ ratio: number, subject: number, base: number }>} medians: of each pair's ratio, and of each side
 */
export async function measurePairs(n, subject, base) {
  const pairs = [];
  for (let i = 0; i < n; i += 1) {
    const pair = {};
    for (const side of i % 2 === 0 ? ["base", "subject"] : ["subject", "base"]) pair[side] = await (side === "base" ? base() : subject());
    pairs.push(pair);
  }
  return {
    ratio: median(pairs.map((pair) => pair.subject / pair.base)),
    subject: median(pairs.map((pair) => pair.subject)),
    base: median(pairs.map((pair) => pair.base)),
  };
}

function median(figures) {
  const sorted = figures.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}
