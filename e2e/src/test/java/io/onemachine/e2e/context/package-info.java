/** Docker contexts, the configuration of ssh and the inventory of Ansible, with the programs that read them. */
@NullMarked
package io.onemachine.e2e.context;

import org.jspecify.annotations.NullMarked;
