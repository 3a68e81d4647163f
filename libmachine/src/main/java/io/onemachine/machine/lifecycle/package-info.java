/** What happens to a machine between create and rm: creation, provisioning, power, maintenance, removal and orphan search. */
@NullMarked
package io.onemachine.machine.lifecycle;

import org.jspecify.annotations.NullMarked;
