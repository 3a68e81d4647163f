/** What is wrong with a template, or with the data it is applied to. */
@NullMarked
package io.onemachine.gotemplate.error;

import org.jspecify.annotations.NullMarked;
