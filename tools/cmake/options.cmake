# What targets are compiled with: the project's own (headscope_options, headscope_product) and third-party ones.
option(HEADSCOPE_WERROR "Warnings in our own code are errors" ON)
option(HEADSCOPE_QUICK "Compile and link the page's module quickly rather than well (web)" OFF)
option(HEADSCOPE_SANITIZE "Address and undefined-behaviour sanitizers (native)" OFF)

add_library(headscope_options INTERFACE)
target_compile_features(headscope_options INTERFACE cxx_std_20)
target_compile_options(headscope_options INTERFACE
  -Wall -Wextra -Wconversion
  # Among sources compiled together a constant of one file's own says nothing about another's.
  $<$<NOT:$<BOOL:$<TARGET_PROPERTY:UNITY_BUILD>>>:-Wshadow>
  $<$<BOOL:${HEADSCOPE_WERROR}>:-Werror>
  # A compiler that fuses a*b+c where it likes gives other numbers on other machines: the core says fma where it means it.
  -ffp-contract=off)

# Code of the product neither throws nor asks for types at run time; leaving both out makes the module smaller. Only released
# modules go without: elsewhere a test's exception may pass through a callback.
add_library(headscope_product INTERFACE)
target_link_libraries(headscope_product INTERFACE headscope_options)

add_library(headscope_third_party INTERFACE)
target_compile_features(headscope_third_party INTERFACE cxx_std_20)
target_compile_options(headscope_third_party INTERFACE -w)

# Test frameworks are never the slow part, so they are compiled for the speed of compiling.
add_library(headscope_third_party_tests INTERFACE)
target_link_libraries(headscope_third_party_tests INTERFACE headscope_third_party)
target_compile_options(headscope_third_party_tests INTERFACE -O1 -g0)

if(EMSCRIPTEN)
  target_compile_options(headscope_options INTERFACE -msimd128)
  target_compile_options(headscope_third_party_tests INTERFACE -fwasm-exceptions)
  if(CMAKE_BUILD_TYPE STREQUAL "Debug")
    target_compile_options(headscope_product INTERFACE -fwasm-exceptions)
  else()
    target_compile_options(headscope_product INTERFACE -fno-exceptions -fno-rtti -fno-threadsafe-statics)
  endif()
elseif(HEADSCOPE_SANITIZE)
  # Memory is watched in tests too, undefined behaviour only in what they test: it would be a third of the compiler's time on them.
  target_compile_options(headscope_options INTERFACE -fsanitize=address -fno-sanitize-recover=all -fno-omit-frame-pointer
    $<$<NOT:$<BOOL:$<TARGET_PROPERTY:HEADSCOPE_TESTS_ALONE>>>:-fsanitize=undefined>)
  target_link_options(headscope_options INTERFACE -fsanitize=address,undefined)
  if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
    # Where a variable lives at each step of optimised code takes a third of the compiler's time on the kernels.
    add_compile_options(-fno-var-tracking)
  endif()
endif()
