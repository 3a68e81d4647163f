/** Rules for the sources and the compiled classes of all modules: dependencies, words, shell scripts. */
@NullMarked
package io.onemachine.e2e.source;

import org.jspecify.annotations.NullMarked;
