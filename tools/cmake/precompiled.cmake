# Headers of others that a target's sources parse once instead of once each: that is most of the time a build takes. Never our
# own headers: those change. Sources include what they use all the same; native-release goes without for the product and holds them to it.
set(headscope_standard_headers
  <algorithm> <array> <cmath> <cstddef> <cstdint> <cstring> <initializer_list> <limits> <memory> <optional> <span> <string>
  <string_view> <utility> <variant> <vector>)

# headscope_precompile(<target> [<headers...>]): the standard library's common headers and those given.
function(headscope_precompile target)
  target_precompile_headers(${target} PRIVATE ${headscope_standard_headers} ${ARGN})
  if(CMAKE_CXX_COMPILER_ID MATCHES "Clang")
    # The same headers make the same file, so that the compiler cache knows what was compiled with it.
    target_compile_options(${target} PRIVATE "SHELL:-Xclang -fno-pch-timestamp")
  endif()
endfunction()

# headscope_precompile_product(<target> [<headers...>]): the same, but only for the web.
function(headscope_precompile_product target)
  if(EMSCRIPTEN)
    headscope_precompile(${target} ${ARGN})
  endif()
endfunction()
