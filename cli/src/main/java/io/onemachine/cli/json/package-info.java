/** JSON documents as values for templates. */
@NullMarked
package io.onemachine.cli.json;

import org.jspecify.annotations.NullMarked;
