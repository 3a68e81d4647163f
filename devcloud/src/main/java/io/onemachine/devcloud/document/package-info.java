/** The XML documents of answers, element for element as an OpenNebula front end writes them. */
@NullMarked
package io.onemachine.devcloud.document;

import org.jspecify.annotations.NullMarked;
