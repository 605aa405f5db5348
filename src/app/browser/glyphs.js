// Measures and draws one code point with the browser's fonts on a 2D canvas.
addToLibrary({
  // The canvas and the fonts, made on first use. Module.fonts may replace the stacks: {regular, bold, mono}.
  $headscopeGlyphs: {
    context: null,
    faces: null,
    font: '',
    pixels: null,
    nothing: null,
    mark: null,

    prepare() {
      if (this.context) return;
      this.nothing = /[\p{Default_Ignorable_Code_Point}\p{Cc}]/u;
      this.mark = /\p{M}/u;
      const chinese = '"Noto Sans SC","Noto Sans CJK SC","PingFang SC","Microsoft YaHei"';
      const sans = `system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans",${chinese},"Noto Sans Math",sans-serif`;
      const mono = `ui-monospace,SFMono-Regular,Menlo,Consolas,"DejaVu Sans Mono",monospace,${chinese}`;
      const fonts = Module['fonts'] || {};
      this.faces = [['400 ', fonts['regular'] || sans], ['600 ', fonts['bold'] || sans], ['400 ', fonts['mono'] || mono]];
      const canvas = typeof OffscreenCanvas == 'undefined' ? document.createElement('canvas') : new OffscreenCanvas(64, 64);
      this.context = canvas.getContext('2d', { willReadFrequently: true });
    },
    style(face, size) {
      const c = this.context;
      const font = this.faces[face].join(`${size}px `);
      if (this.font == font) return;
      this.font = c.font = font;
      c.fillStyle = '#fff';
      // Where a character's shape depends on the language, as written in China.
      if ('lang' in c) c.lang = 'zh-Hans';
    },
    draw(text, left, top, width, height, face, size) {
      const c = this.context;
      if (c.canvas.width < width || c.canvas.height < height) {
        c.canvas.width = Math.max(c.canvas.width, width);
        c.canvas.height = Math.max(c.canvas.height, height);
        this.font = '';  // a resized canvas forgets
        this.style(face, size);
      }
      c.clearRect(0, 0, width, height);
      c.fillText(text, -left, -top);
      this.pixels = c.getImageData(0, 0, width, height).data;
    },
  },

  headscope_baseline__deps: ['$headscopeGlyphs'],
  headscope_baseline: () => {
    headscopeGlyphs.prepare();
    headscopeGlyphs.style(0, 100);
    const m = headscopeGlyphs.context.measureText('x');
    const up = m.fontBoundingBoxAscent, down = m.fontBoundingBoxDescent;
    return up + down > 0 ? (1 + (up - down) / 100) / 2 : 0.85;
  },

  // Fills the GlyphMetrics at `out` (glyph_source.hpp), but for whether it is coloured.
  headscope_load_glyph__deps: ['$headscopeGlyphs'],
  headscope_load_glyph: (face, size, codePoint, draw, out) => {
    const g = headscopeGlyphs;
    g.prepare();
    g.style(face, size);
    const text = String.fromCodePoint(codePoint);
    const m = g.context.measureText(text);
    // A combining mark stands over the letter before it: it has no advance and is shifted back.
    const ascii = codePoint > 32 && codePoint < 127;
    const mark = !ascii && g.mark.test(text), nothing = !ascii && g.nothing.test(text);
    const left = Math.floor(-m.actualBoundingBoxLeft) - 1, top = Math.floor(-m.actualBoundingBoxAscent) - 1;
    let width = Math.min(Math.ceil(m.actualBoundingBoxRight) + 1 - left, 1024);
    let height = Math.min(Math.ceil(m.actualBoundingBoxDescent) + 1 - top, 1024);
    if (nothing || !(width > 2) || !(height > 2)) width = height = 0;
    if (draw && width) g.draw(text, left, top, width, height, face, size);
    out >>= 2;
    HEAPF32[out] = mark || nothing ? 0 : m.width;
    HEAP32[out + 1] = mark ? left - Math.round(m.width) : left;
    HEAP32[out + 2] = top;
    HEAP32[out + 3] = width;
    HEAP32[out + 4] = height;
  },

  headscope_take_pixels__deps: ['$headscopeGlyphs'],
  headscope_take_pixels: (to) => {
    HEAPU8.set(headscopeGlyphs.pixels, to);
    headscopeGlyphs.pixels = null;
  },
});
