# Test programs: one Catch2 executable per layer, natively and, from the same sources, as WebAssembly under Node.

# headscope_add_tests(<name> SOURCES <files...> LIBS <targets...>)
function(headscope_add_tests name)
  cmake_parse_arguments(PARSE_ARGV 1 tests "" "" "SOURCES;LIBS")
  add_executable(${name} ${tests_SOURCES})
  target_include_directories(${name} PRIVATE "${PROJECT_SOURCE_DIR}/src" "${PROJECT_SOURCE_DIR}/tests")
  target_link_libraries(${name} PRIVATE ${tests_LIBS} catch2 rapidcheck headscope_options)
  if(EMSCRIPTEN)
    # NODERAWFS: the file system is the machine's, so that files are read where they are.
    target_compile_options(${name} PRIVATE -fwasm-exceptions)
    target_link_options(${name} PRIVATE -fwasm-exceptions -sNODERAWFS -sALLOW_MEMORY_GROWTH -sMAXIMUM_MEMORY=4GB
      -sABORTING_MALLOC=0 -sSTACK_SIZE=4MB -sEXIT_RUNTIME -sENVIRONMENT=node)
    set_target_properties(${name} PROPERTIES SUFFIX .cjs)
  endif()
  add_test(NAME ${name} COMMAND ${name})
endfunction()
