// An area drawn by hand: points inside it, and fewer corners for its address.
export function inside(ring, x, y) {
  let odd = false;
  for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
    const a = ring[i], b = ring[j];
    if ((a[1] > y) !== (b[1] > y) && x < (b[0] - a[0]) * (y - a[1]) / (b[1] - a[1]) + a[0]) odd = !odd;
  }
  return odd;
}

// simplified keeps every so many corners, rounded as the address has them.
export function simplified(ring, most) {
  const step = Math.ceil(ring.length / most);
  return ring.filter((_, i) => i % step === 0).map(p => [Math.round(p[0] * 10) / 10, Math.round(p[1] * 10) / 10]);
}
