package io.onemachine.cli.command;

import io.onemachine.cli.command.client.ContextAdd;
import io.onemachine.cli.command.client.ContextLs;
import io.onemachine.cli.command.client.ContextRm;
import io.onemachine.cli.command.client.ContextSync;
import io.onemachine.cli.command.client.Inventory;
import io.onemachine.cli.command.client.SshConfig;
import io.onemachine.cli.command.fleet.Apply;
import io.onemachine.cli.command.fleet.Destroy;
import io.onemachine.cli.command.fleet.Diff;
import io.onemachine.cli.command.fleet.FleetExport;
import io.onemachine.cli.command.fleet.FleetLs;
import io.onemachine.cli.command.fleet.FleetValidate;
import io.onemachine.cli.command.host.Import;
import io.onemachine.cli.command.host.Info;
import io.onemachine.cli.command.host.Label;
import io.onemachine.cli.command.host.Lease;
import io.onemachine.cli.command.host.Logs;
import io.onemachine.cli.command.host.Rename;
import io.onemachine.cli.command.host.Resize;
import io.onemachine.cli.command.host.ShowConsole;
import io.onemachine.cli.command.host.SnapshotChange;
import io.onemachine.cli.command.host.SnapshotCreate;
import io.onemachine.cli.command.host.SnapshotList;
import io.onemachine.cli.run.Command;
import io.onemachine.cli.run.CommandName;
import io.onemachine.cli.run.CommandRegistry;

/** Creates the commands of the program. A command's class is loaded on first use, which keeps start-up short. */
public final class Commands implements CommandRegistry {
    @Override
    public Command open(CommandName name) {
        return switch (name) {
            case ACTIVE -> new Active();
            case APPLY -> new Apply();
            case CONFIG -> new Config();
            case CONSOLE -> new ShowConsole();
            case CONTEXT_ADD -> new ContextAdd();
            case CONTEXT_LS -> new ContextLs();
            case CONTEXT_RM -> new ContextRm();
            case CONTEXT_SYNC -> new ContextSync();
            case CREATE -> new Create();
            case DESTROY -> new Destroy();
            case DIFF -> new Diff();
            case ENV -> new Env();
            case FLEET_EXPORT -> new FleetExport();
            case FLEET_LS -> new FleetLs();
            case FLEET_VALIDATE -> new FleetValidate();
            case GC -> new Gc();
            case IMPORT -> new Import();
            case INFO -> new Info();
            case INSPECT -> new Inspect();
            case INVENTORY -> new Inventory();
            case IP -> new Ip();
            case KILL -> new Kill();
            case LABEL -> new Label();
            case LEASE -> new Lease();
            case LOGS -> new Logs();
            case LS -> new Ls();
            case MOUNT -> new Mount();
            case PROVISION -> new Provision();
            case REGENERATE_CERTS -> new RegenerateCerts();
            case RENAME -> new Rename();
            case RESIZE -> new Resize();
            case RESTART -> new Restart();
            case RM -> new Rm();
            case SCP -> new Scp();
            case SNAPSHOT_CREATE -> new SnapshotCreate();
            case SNAPSHOT_LS -> new SnapshotList();
            case SNAPSHOT_REVERT -> SnapshotChange.revert();
            case SNAPSHOT_RM -> SnapshotChange.removal();
            case SSH -> new Ssh();
            case SSH_CONFIG -> new SshConfig();
            case START -> new Start();
            case STATUS -> new Status();
            case STOP -> new Stop();
            case UPGRADE -> new Upgrade();
            case URL -> new Url();
            case VERSION -> new Version();
            case COMPLETION -> new Completion();
            case SHELL_INIT -> new ShellInit();
            case HELP -> new Help();
        };
    }
}
