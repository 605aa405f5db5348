// Just enough PNG to look at one pixel of a screenshot: eight bits, not interlaced, as browsers write it.
import zlib from 'node:zlib';

/** @param {number} left @param {number} up @param {number} corner */
function paeth(left, up, corner) {
  const guess = left + up - corner;
  const [a, b, c] = [left, up, corner].map((value) => Math.abs(guess - value));
  return a <= b && a <= c ? left : b <= c ? up : corner;
}

/** @param {Buffer} png */
export function decode(png) {
  const width = png.readUInt32BE(16);
  const height = png.readUInt32BE(20);
  const channels = png[25] === 6 ? 4 : 3;
  const parts = [];
  for (let at = 8; at < png.length;) {
    const size = png.readUInt32BE(at);
    if (png.toString('latin1', at + 4, at + 8) === 'IDAT') parts.push(png.subarray(at + 8, at + 8 + size));
    at += size + 12;
  }
  const raw = zlib.inflateSync(Buffer.concat(parts));
  const stride = width * channels;
  const pixels = new Uint8Array(stride * height);
  for (let y = 0; y < height; y++) {
    const filter = raw[y * (stride + 1)];
    for (let x = 0; x < stride; x++) {
      const to = y * stride + x;
      const left = x >= channels ? pixels[to - channels] : 0;
      const up = y > 0 ? pixels[to - stride] : 0;
      const corner = x >= channels && y > 0 ? pixels[to - stride - channels] : 0;
      const guess = [0, left, up, (left + up) >> 1, paeth(left, up, corner)][filter];
      pixels[to] = raw[y * (stride + 1) + 1 + x] + guess;
    }
  }
  return {
    width, height,
    /** @param {number} x @param {number} y @returns {number[]} red, green, blue */
    at: (x, y) => [...pixels.subarray((Math.round(y) * width + Math.round(x)) * channels, (Math.round(y) * width + Math.round(x)) * channels + 3)],
  };
}
