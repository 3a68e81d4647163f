package io.onemachine.devcloud.command;

import picocli.CommandLine.Command;

/** {@code devcloud fault}: the group of its commands. */
@Command(
        name = "fault",
        synopsisSubcommandLabel = "COMMAND",
        description = "Let calls and machines fail on purpose",
        footer = {
            "",
            "A fault has a target and an effect: devcloud fault add TARGET EFFECT. TARGET is a call:",
            "  one.vm.info             a method of the API",
            "  one.vm.action/poweroff  one action of one.vm.action",
            "  '*'                     every call",
            "with an EFFECT of",
            "  error CODE MESSAGE      OpenNebula's error, without the call's effect. Codes: 256 authentication,",
            "                          512 authorization, 1024 no such object, 2048 action, 4096 API, 8192 internal,",
            "                          16384 allocation",
            "  drop-before             the connection closes without an answer, and nothing has happened",
            "  drop-after              the same, but the call has had its effect",
            "  delay TIME              the answer comes later: 500ms, 2s, 1m",
            "  truncate BYTES          the answer breaks off",
            "  garbage                 the answer is bytes without meaning",
            "  page STATUS             a proxy's page with this HTTP status",
            "",
            "or a machine's step:",
            "  vm.prolog, vm.boot, vm.shutdown, vm.resize, vm.disk-resize, vm.snapshot",
            "with an EFFECT of",
            "  fail MESSAGE            PROLOG_FAILURE, BOOT_FAILURE; a shutdown that fails leaves the machine RUNNING, a",
            "                          resize or snapshot that fails leaves it as it was, with the message in ERROR",
            "  delay TIME              the step takes longer",
            "  stuck                   the step ends only when the fault is cleared",
            "or",
            "  vm.running unknown      a machine that has come up shows as UNKNOWN"
        })
final class Fault extends CloudCommand {

    Fault(Devcloud program) {
        super(program);
    }

    @Override
    void run() throws CommandException {
        throw new CommandException("Give 'add', 'list' or 'clear'; 'devcloud help fault' explains them.");
    }
}
