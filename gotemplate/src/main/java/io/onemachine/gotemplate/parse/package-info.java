/** Parses the text of a template into a tree of nodes. */
@NullMarked
package io.onemachine.gotemplate.parse;

import org.jspecify.annotations.NullMarked;
