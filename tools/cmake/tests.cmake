# Test programs: one Catch2 executable per layer, natively and, from the same sources, as WebAssembly under Node.

# What Node needs to be told before it runs relaxed SIMD: newer ones have it anyway, and do not know the option.
set(relaxed_flag --experimental-wasm-relaxed-simd)
if(EMSCRIPTEN)
  execute_process(COMMAND ${CMAKE_CROSSCOMPILING_EMULATOR} ${relaxed_flag} --eval "" RESULT_VARIABLE refused OUTPUT_QUIET ERROR_QUIET)
  if(refused)
    set(relaxed_flag)
  endif()
endif()

# headscope_add_tests(<name> SOURCES <files...> [EACH <files...>] LIBS <targets...> [OPTIMISED])
# A program <name> per engine, linked with the core of its engine. EACH lists the sources that are compiled for each engine,
# because they use the core's vector code themselves; the others are compiled once, quickly rather than well. OPTIMISED: what is
# tested goes through the optimiser after the linker, as the page's modules do; it takes longer than all else.
function(headscope_add_tests name)
  cmake_parse_arguments(PARSE_ARGV 1 tests "OPTIMISED" "" "SOURCES;EACH;LIBS")
  if(NOT EMSCRIPTEN) # one engine
    list(APPEND tests_SOURCES ${tests_EACH})
    set(tests_EACH)
  endif()
  add_library(${name}_objects OBJECT EXCLUDE_FROM_ALL ${tests_SOURCES})
  headscope_compile_tests_once(${name}_objects ${tests_LIBS})
  if(EMSCRIPTEN)
    target_precompile_headers(${name}_objects REUSE_FROM headscope_tests_precompiled)
  endif()
  foreach(engine IN LISTS HEADSCOPE_ENGINES)
    set(program "${name}${HEADSCOPE_SUFFIX_${engine}}")
    add_executable(${program} $<TARGET_OBJECTS:${name}_objects> ${tests_EACH})
    set_target_properties(${program} PROPERTIES LINKER_LANGUAGE CXX)
    headscope_compile_tests(${program} ${tests_LIBS} "headscope_core${HEADSCOPE_SUFFIX_${engine}}")
    if(tests_EACH)
      headscope_precompile_tests(${program})
    endif()
    target_compile_options(${program} PRIVATE ${HEADSCOPE_FLAGS_${engine}})
    if(EMSCRIPTEN)
      # NODERAWFS: the file system is the machine's, so that fixtures are read where they are.
      target_link_options(${program} PRIVATE -fwasm-exceptions -sNODERAWFS -sALLOW_MEMORY_GROWTH -sMAXIMUM_MEMORY=4GB
        -sABORTING_MALLOC=0 -sSTACK_SIZE=4MB -sEXIT_RUNTIME -sENVIRONMENT=node)
      if(NOT tests_OPTIMISED)
        target_link_options(${program} PRIVATE -O1)
        set_target_properties(${program} PROPERTIES HEADSCOPE_UNOPTIMISED_LINK ON)
      endif()
      set_target_properties(${program} PROPERTIES SUFFIX .cjs CROSSCOMPILING_EMULATOR "${CMAKE_CROSSCOMPILING_EMULATOR};${relaxed_flag}")
    endif()
    add_test(NAME ${program} COMMAND ${program})
  endforeach()
endfunction()

# headscope_compile_tests(<target> <libraries...>): what both kinds of a program's sources are compiled with.
function(headscope_compile_tests target)
  target_include_directories(${target} PRIVATE "${PROJECT_SOURCE_DIR}/src" "${PROJECT_SOURCE_DIR}/tests")
  target_link_libraries(${target} PRIVATE ${ARGN} catch2 rapidcheck headscope_options)
  if(EMSCRIPTEN)
    target_compile_options(${target} PRIVATE -fwasm-exceptions)
  endif()
endfunction()

# headscope_compile_tests_once(<target> <libraries...>): what the sources that are compiled once are compiled with.
function(headscope_compile_tests_once target)
  headscope_compile_tests(${target} ${ARGN})
  # The optimiser would take longer over the tests than it saves while they run; what they test it has been over.
  target_compile_options(${target} PRIVATE $<IF:$<BOOL:${EMSCRIPTEN}>,-O1,-O0>)
  set_target_properties(${target} PROPERTIES HEADSCOPE_TESTS_ALONE ON)
endfunction()

function(headscope_precompile_tests target)
  headscope_precompile(${target} <catch2/catch_test_macros.hpp> <rapidcheck/catch.h>)
endfunction()

# Their headers, parsed once for all programs: a target of its own, so that no program waits for another. GCC reads a precompiled
# header no faster than the headers themselves.
if(EMSCRIPTEN)
  file(CONFIGURE OUTPUT "${PROJECT_BINARY_DIR}/generated/precompiled.cpp" CONTENT "// Its headers are what counts.\n")
  add_library(headscope_tests_precompiled OBJECT EXCLUDE_FROM_ALL "${PROJECT_BINARY_DIR}/generated/precompiled.cpp")
  headscope_compile_tests_once(headscope_tests_precompiled)
  headscope_precompile_tests(headscope_tests_precompiled)
endif()
