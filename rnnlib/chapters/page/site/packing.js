// What rnnlib.chapters.page.packing packed, unpacked again.

const FLOAT = 4; // bytes of a float32

/** A promise of the bytes, as a DataView. */
export async function unpacked(code, way) {
  const packed = Uint8Array.from(atob(code), (sign) => sign.charCodeAt(0));
  if (!way) return new DataView(packed.buffer);
  const plain = new Blob([packed]).stream().pipeThrough(new DecompressionStream("deflate"));
  const buffer = await new Response(plain).arrayBuffer();
  return new DataView(way === "planes" ? woven(new Uint8Array(buffer)).buffer : buffer);
}

/** Four planes of bytes as floats again. */
function woven(planes) {
  const floats = new Uint8Array(planes.length);
  const size = planes.length / FLOAT;
  for (let k = 0; k < FLOAT; k++) {
    for (let at = 0; at < size; at++) floats[at * FLOAT + k] = planes[k * size + at];
  }
  return floats;
}
