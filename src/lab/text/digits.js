// What digits.cpp asks of the browser.
addToLibrary({
  headscope_nearest_double(ascii) {
    let text = '';
    while (HEAPU8[ascii]) text += String.fromCharCode(HEAPU8[ascii++]);
    return Number(text);
  },
  headscope_scientific(value, after, out) {
    for (const character of value.toExponential(after)) HEAPU8[out++] = character.charCodeAt(0);
    HEAPU8[out] = 0;
  },
});
