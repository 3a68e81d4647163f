/** YAML with the position of every value: parsed within limits, merge keys and variables resolved, all problems collected. */
@NullMarked
package io.onemachine.fleet.yaml;

import org.jspecify.annotations.NullMarked;
