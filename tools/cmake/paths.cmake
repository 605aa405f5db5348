# Where this machine has what the build needs. tools/setup.mjs writes its findings to build/paths.cmake; anything given with
# -D or in the environment comes first, and what is found nowhere is fetched (dependencies.cmake) or must be on PATH.
include("${CMAKE_CURRENT_LIST_DIR}/../../build/paths.cmake" OPTIONAL)
foreach(name IN ITEMS EMSCRIPTEN CCACHE XSIMD IMGUI CATCH2 RAPIDCHECK)
  if(DEFINED ENV{HEADSCOPE_${name}})
    set(HEADSCOPE_${name} "$ENV{HEADSCOPE_${name}}")
  endif()
endforeach()
