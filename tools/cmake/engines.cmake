# The engines: for the web plain simd128 and, for browsers that have fused multiply-add, relaxed SIMD. Only the core differs
# between them, so it alone is compiled for each; everything above is compiled once and linked with each. Targets of the
# second engine carry its suffix: headscope_core and headscope_core_relaxed, headscope_app and headscope_app_relaxed.
if(EMSCRIPTEN)
  set(HEADSCOPE_ENGINES simd relaxed)
else()
  set(HEADSCOPE_ENGINES native)
endif()
set(HEADSCOPE_SUFFIX_relaxed _relaxed)
set(HEADSCOPE_FLAGS_relaxed -mrelaxed-simd)
