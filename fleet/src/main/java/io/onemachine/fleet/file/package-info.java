/**
 * The fleet file: {@link io.onemachine.fleet.file.FleetFiles} finds it, {@link io.onemachine.fleet.file.FleetFile} is the parsed and checked
 * file, {@link io.onemachine.fleet.file.FleetWriter} writes one for existing machines.
 */
@NullMarked
package io.onemachine.fleet.file;

import org.jspecify.annotations.NullMarked;
