package io.onemachine.driver.opennebula;

import io.onemachine.driver.opennebula.access.CloudAccess;
import io.onemachine.driver.opennebula.access.ErrorTranslator;
import io.onemachine.driver.opennebula.access.StoredCredentials;
import io.onemachine.driver.opennebula.access.TransportFactory;
import io.onemachine.driver.opennebula.care.ManagedVm;
import io.onemachine.driver.opennebula.care.VmAdoption;
import io.onemachine.driver.opennebula.care.VmCare;
import io.onemachine.driver.opennebula.option.OpenNebulaConfig;
import io.onemachine.driver.opennebula.option.OpenNebulaOption;
import io.onemachine.driver.opennebula.option.OptionParser;
import io.onemachine.driver.opennebula.option.PasswordStorage;
import io.onemachine.driver.opennebula.option.UserInputs;
import io.onemachine.driver.opennebula.plan.SshBootstrapKeys;
import io.onemachine.driver.opennebula.plan.VmPlan;
import io.onemachine.driver.opennebula.plan.VmPlanner;
import io.onemachine.driver.opennebula.plan.VmTemplateBuilder;
import io.onemachine.driver.opennebula.status.StateMapping;
import io.onemachine.driver.opennebula.status.VmCondition;
import io.onemachine.driver.opennebula.vm.AddressSelector;
import io.onemachine.driver.opennebula.vm.LeaseEnd;
import io.onemachine.driver.opennebula.vm.ReadyReportWaiter;
import io.onemachine.driver.opennebula.vm.TargetState;
import io.onemachine.driver.opennebula.vm.VmCreation;
import io.onemachine.driver.opennebula.vm.VmLookup;
import io.onemachine.driver.opennebula.vm.VmTransition;
import io.onemachine.machine.driver.BaseDriverConfig;
import io.onemachine.machine.driver.Driver;
import io.onemachine.machine.driver.DriverConfig;
import io.onemachine.machine.driver.DriverContext;
import io.onemachine.machine.driver.DriverOptions;
import io.onemachine.machine.driver.MachineState;
import io.onemachine.machine.driver.SharedAnswers;
import io.onemachine.machine.engine.EngineEndpoint;
import io.onemachine.machine.error.DriverException;
import io.onemachine.machine.error.DriverOptionException;
import io.onemachine.machine.error.HostNotRunningException;
import io.onemachine.machine.host.HostCare;
import io.onemachine.machine.host.HostToAdopt;
import io.onemachine.machine.progress.ProgressEvent;
import io.onemachine.machine.reference.Reference;
import io.onemachine.machine.ssh.SshKeyPair;
import io.onemachine.machine.ssh.SshKeyType;
import io.onemachine.machine.ssh.UserKey;
import io.onemachine.machine.ssh.hostkey.HostKeyPolicy;
import io.onemachine.machine.ssh.hostkey.KnownHosts;
import io.onemachine.opennebula.OpenNebulaClient;
import io.onemachine.opennebula.auth.Session;
import io.onemachine.opennebula.error.TransportException;
import io.onemachine.opennebula.resource.Permissions;
import io.onemachine.opennebula.resource.VirtualMachine;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A machine whose host is a virtual machine of OpenNebula.
 *
 * <p>Identification survives every failure: the VM's tag is stored before the call that creates the VM, its id when that call has
 * answered.
 */
final class OpenNebulaDriver implements Driver {

    /** The user that the contextualization packages give the owner's SSH key to. */
    private static final String ADOPTED_USER = "root";

    private static final Duration RETRY = Duration.ofSeconds(2);

    /** The age up to which a VM that was read answers further questions about the same moment. */
    private static final long FRESH_NANOS = Duration.ofSeconds(1).toNanos();

    private final DriverContext context;
    private final OpenNebulaConfig config;
    private final TransportFactory transportFactory;
    private final OpenNebulaDriverProvider.KeyGenerator keys;

    private @Nullable CloudAccess access;
    private @Nullable VmPlan plan;
    /** Answers to user inputs. Not in the configuration: they may be secret and are needed once. */
    private Map<String, String> inputs = Map.of();

    /** The name of the fleet to mark the VM with; empty for none. */
    private String fleet = "";

    /** The account for the credentials file, which can be written only after the machine has a folder. */
    private Optional<Session> sessionToStore = Optional.empty();

    /** The key for an adopted VM, which can be copied only after the machine has a folder. */
    private Optional<UserKey> keyToCopy = Optional.empty();

    private HostKeyPolicy hostKeyPolicy = HostKeyPolicy.BEST;
    private Optional<SshKeyType> keyType = Optional.empty();

    private @Nullable VirtualMachine lastSeen;
    private long lastSeenAt;

    /** Whether {@link #create} ended with {@link #lastSeen}, which answers the first question for the state. */
    private boolean createdJustNow;

    OpenNebulaDriver(
            DriverContext context,
            OpenNebulaConfig config,
            TransportFactory transportFactory,
            OpenNebulaDriverProvider.KeyGenerator keys) {
        this.context = context;
        this.config = config;
        this.transportFactory = transportFactory;
        this.keys = keys;
    }

    @Override
    public void setOptions(DriverOptions options) {
        new OptionParser(options, config).parse();
        if (options.has(HostKeyPolicy.OPTION)) {
            hostKeyPolicy = HostKeyPolicy.parse(
                    options.string(HostKeyPolicy.OPTION),
                    Reference.option(HostKeyPolicy.OPTION).toString());
        }
        if (options.has(SshKeyType.OPTION)) {
            keyType = Optional.of(SshKeyType.parse(
                    options.string(SshKeyType.OPTION),
                    Reference.option(SshKeyType.OPTION).toString()));
        }
        inputs = UserInputs.answers(options.strings(OpenNebulaOption.INPUT.flagName()));
        fleet = options.has(DriverOptions.FLEET) ? options.string(DriverOptions.FLEET) : "";
        useAccount(options);
    }

    @Override
    public void adopt(HostToAdopt host, DriverOptions options) {
        new OptionParser(options, config).parseAccount();
        if (!host.id().matches("[0-9]{1,9}")) {
            throw new DriverOptionException("The id of a VM is a number, not \"" + host.id() + "\"");
        }
        useAccount(options);
        config.setVmId(Integer.parseInt(host.id()));
        config.setAdoption(false);
        config.set(BaseDriverConfig.SSH_USER, host.sshUser().isEmpty() ? ADOPTED_USER : host.sshUser());
        config.set(BaseDriverConfig.SSH_PORT, host.sshPort().orElse(sshPort()));
        keyToCopy = host.sshKey().map(UserKey::read);
        keyToCopy.ifPresent(key -> config.set(
                BaseDriverConfig.SSH_KEY_PATH, key.file().toAbsolutePath().toString()));
    }

    private void useAccount(DriverOptions options) {
        CloudAccess ofOptions = CloudAccess.ofOptions(options, config, context, transportFactory);
        access = ofOptions;
        sessionToStore = PasswordStorage.of(options) == PasswordStorage.CREDENTIALS_FILE
                ? Optional.of(ofOptions.credentials().session())
                : Optional.empty();
    }

    @Override
    public DriverConfig config() {
        return config.stored();
    }

    @Override
    public void preCreateCheck() {
        if (config.isBeingAdopted()) {
            adoption().check();
            return;
        }
        // A Go program that hosts this driver stores the configuration between this point and the creation only.
        newTag();
        VmPlan checked = newPlan();
        checked.warnings()
                .forEach(warning -> context.progress().report(new ProgressEvent.Warning(context.machine(), warning)));
        if (sessionToStore.isEmpty() && !access().isFoundAgain(config, context)) {
            context.progress().report(new ProgressEvent.Warning(context.machine(), passwordNotStored()));
        }
        plan = checked;
        if (!new VmTemplateBuilder(checked, config, context.hostName()).reachesCloudInit()) {
            context.progress().report(new ProgressEvent.Warning(context.machine(), userDataTakesNoParts()));
        }
    }

    private static String userDataTakesNoParts() {
        return "The user data is none of cloud-init's forms, is encoded wrongly, or has more than 64 KiB, and is passed on as it is."
                + " An image on which cloud-init alone reads the CONTEXT will not get the SSH user and key.";
    }

    private void newTag() {
        config.setTag(
                UUID.randomUUID().toString(), access().credentials().session().user());
    }

    private String passwordNotStored() {
        return "The password that " + OpenNebulaOption.PASSWORD
                + " gave is not written to the store. Later commands of this machine need it"
                + " in ONE_PASSWORD, in ONE_AUTH or in ~/.one/one_auth; without it they cannot even remove the VM."
                + " Without \"" + Reference.option(OpenNebulaOption.STORE_PASSWORD.flagName(), "false")
                + "\" a file of the machine's folder keeps it.";
    }

    private VmPlan newPlan() {
        return ErrorTranslator.translate(
                access(), () -> new VmPlanner(access(), context.shared(), config, inputs).plan());
    }

    @Override
    public void create() {
        if (config.isBeingAdopted()) {
            adoptVm();
            return;
        }
        if (config.tag().isEmpty()) {
            newTag();
        }
        config.setCreationPending(false);
        // First, because a later command needs it for everything that follows.
        sessionToStore.ifPresent(session -> StoredCredentials.store(session, context));
        context.save();
        VmPlan ready = plan == null ? newPlan() : plan;
        plan = ready;
        context.say("Creating SSH key...");
        SshKeyPair key = keys.createIn(context.machineDirectory(), keyType());
        config.set(
                BaseDriverConfig.SSH_KEY_PATH,
                key.privateKeyFile().toAbsolutePath().toString());
        config.set(BaseDriverConfig.SSH_PORT, sshPort());
        context.say("Starting VM...");
        SshBootstrapKeys login = new SshBootstrapKeys(key.publicKey(), hostKey());
        int id = ErrorTranslator.translate(
                access(), () -> new VmCreation(access(), config, context).create(ready, login, fleet));
        config.setVmId(id);
        context.save();
        context.detail("VM " + id);
        applyOwnership(ready, id);
        if (config.isOn(OpenNebulaOption.HOLD)) {
            context.say("The VM is on hold; release it to continue: onevm release " + id);
        }
        transition(id, TargetState.runningForTheFirstTime(), "waiting for the VM to run")
                .ifPresent(vm -> {
                    noteAddress(vm);
                    awaitReport(vm);
                    createdJustNow = true;
                });
    }

    /** Stores the tag before the VM gets it, so that a later command can take it back. */
    private void adoptVm() {
        newTag();
        sessionToStore.ifPresent(session -> StoredCredentials.store(session, context));
        context.importKey(keyToCopy).ifPresent(copy -> config.set(BaseDriverConfig.SSH_KEY_PATH, copy.toString()));
        context.save();
        context.say("Adopting VM " + config.vmId().orElseThrow() + "...");
        noteAddress(adoption().mark());
    }

    @Override
    public boolean hostExists() {
        return config.isBeingAdopted();
    }

    @Override
    public void completed() {
        if (config.isBeingAdopted()) {
            config.setAdoption(true);
            context.save();
        }
    }

    @Override
    public Optional<HostCare> care() {
        return Optional.of(new VmCare(managedVm()));
    }

    private ManagedVm managedVm() {
        return new ManagedVm(access(), context, config, this::existing);
    }

    private VmAdoption adoption() {
        return new VmAdoption(managedVm());
    }

    @Override
    public Optional<Instant> leaseEnd() {
        VirtualMachine seen = lastSeen;
        return seen == null ? config.leaseEnd() : LeaseEnd.ofWhole(seen);
    }

    /** Creates the host key before the VM, so that the first login refuses a host that shows another key. */
    private Optional<SshKeyPair.Generated> hostKey() {
        if (!knowsHostKey()) {
            return Optional.empty();
        }
        SshKeyPair.Generated generated = keys.hostKey();
        KnownHosts.in(context.machineDirectory()).put(generated.hostKey());
        return Optional.of(generated);
    }

    /**
     * Returns whether the host key is pinned; not with user data that has host keys of its own, or to which ours cannot be added: cloud-init
     * generates others at the first boot.
     */
    @Override
    public boolean knowsHostKey() {
        if (config.isAdopted()) {
            return false;
        }
        return switch (hostKeyPolicy) {
            case PINNED -> true;
            case BEST -> userDataLeavesHostKeyToUs();
            case TOFU, OFF -> false;
        };
    }

    private boolean userDataLeavesHostKeyToUs() {
        if (plan == null) {
            return !config.has(OpenNebulaOption.USER_DATA);
        }
        VmTemplateBuilder builder = new VmTemplateBuilder(plan, config, context.hostName());
        // A template's user data that is not cloud-init's is for an image that runs the start script.
        return !builder.givesHostKeys() && (builder.reachesCloudInit() || !config.has(OpenNebulaOption.USER_DATA));
    }

    private SshKeyType keyType() {
        return keyType.orElseGet(() -> SshKeyType.parse(
                context.environment().getOrDefault(SshKeyType.VARIABLE, ""),
                "environment variable " + SshKeyType.VARIABLE));
    }

    /** Sets the VM's group and permissions, which the creating call cannot set. */
    private void applyOwnership(VmPlan applied, int id) {
        OpenNebulaClient client = access().client();
        ErrorTranslator.translate(access(), () -> {
            applied.group().ifPresent(group -> client.changeGroup(id, group));
            Permissions.parse(config.text(OpenNebulaOption.PERMISSIONS))
                    .ifPresent(permissions -> client.changePermissions(id, permissions));
        });
    }

    private void awaitReport(VirtualMachine vm) {
        if (ReadyReportWaiter.isPromised(vm) && !config.isOn(OpenNebulaOption.NO_READY_WAIT)) {
            ErrorTranslator.translate(
                    access(), () -> new ReadyReportWaiter(access().client(), context).await(vm, limit()));
        }
    }

    @Override
    public MachineState state() {
        Optional<VirtualMachine> vm = createdJustNow ? freshlySeen().or(this::find) : find();
        createdJustNow = false;
        context.detail(
                vm.map(found -> "VM " + found.id() + ": " + found.status()).orElse("no VM"));
        return vm.map(found -> StateMapping.of(found.status())).orElse(MachineState.ERROR);
    }

    @Override
    public boolean isGone() {
        return find().filter(vm -> !vm.status().isDone()).isEmpty();
    }

    /** Returns the address as {@link #url()} does: none for a VM that is off, because nothing answers there. */
    @Override
    public String ip() {
        try {
            VirtualMachine vm = recent();
            requireRunning(vm);
            return address(vm);
        } catch (DriverException e) {
            return lastAddress(e);
        }
    }

    @Override
    public String url() {
        VirtualMachine vm = recent();
        requireRunning(vm);
        return urlAt(address(vm));
    }

    private static void requireRunning(VirtualMachine vm) {
        if (StateMapping.of(vm.status()) != MachineState.RUNNING) {
            throw new HostNotRunningException();
        }
    }

    private String lastAddress(DriverException failure) {
        String known = config.ipAddress();
        if (failure.getCause() instanceof TransportException && !known.isEmpty()) {
            context.detail("The address is the one last seen: " + failure.getMessage());
            return known;
        }
        throw failure;
    }

    static String urlAt(String address) {
        return new EngineEndpoint(address, EngineEndpoint.TLS_PORT).url();
    }

    @Override
    public String sshHostname() {
        try {
            return address(recent());
        } catch (DriverException e) {
            return lastAddress(e);
        }
    }

    @Override
    public int sshPort() {
        return config.sshPort();
    }

    @Override
    public String sshUser() {
        String user = config.text(BaseDriverConfig.SSH_USER);
        return user.isEmpty() ? OpenNebulaOption.Defaults.SSH_USER : user;
    }

    @Override
    public String sshKeyPath() {
        String path = config.text(BaseDriverConfig.SSH_KEY_PATH);
        return path.isEmpty() && !config.isAdopted()
                ? context.machineDirectory().resolve(SshKeyType.RSA.fileName()).toString()
                : path;
    }

    @Override
    public void start() {
        bringUp(existing().id());
    }

    @Override
    public void stop() {
        transition(existing().id(), TargetState.off(), "shutting the VM down");
    }

    @Override
    public void kill() {
        transition(existing().id(), TargetState.offByForce(), "turning the VM off");
    }

    @Override
    public void restart() {
        int id = existing().id();
        // Not "reboot": OpenNebula shows RUNNING throughout, so the end of the reboot is not visible.
        transition(id, TargetState.off(), "shutting the VM down");
        bringUp(id);
    }

    @Override
    public void remove() {
        if (config.isBeingAdopted()) {
            find().filter(vm -> !vm.status().isDone())
                    .ifPresent(vm -> adoption().unmark());
            context.say("VM " + config.vmId().orElseThrow() + " was there before the machine, and stays.");
            return;
        }
        vmToRemove().ifPresent(vm -> transition(vm.id(), TargetState.gone(), "removing the VM"));
    }

    private Optional<VirtualMachine> vmToRemove() {
        if (config.vmId().isPresent()) {
            return find();
        }
        if (config.tag().isEmpty()) {
            Optional<VirtualMachine> named = find();
            if (named.isEmpty()) {
                // Nothing identifies the machine's VM, so a search by name that finds nothing does not prove that it is
                // gone.
                throw ErrorTranslator.translate(access(), () -> lookup().unknown());
            }
            return named;
        }
        // Without an earlier call to a front end, neither a front end nor credentials are required.
        return config.isCreationPending() ? findUnfinished() : Optional.empty();
    }

    /** Finds the VM of a creation whose result is unknown; the front end may still be working on it. */
    private Optional<VirtualMachine> findUnfinished() {
        context.say("Creation was interrupted; looking for a leftover VM...");
        Optional<VirtualMachine> found = ErrorTranslator.translate(access(), () -> lookup().search());
        found.ifPresentOrElse(this::remember, () -> context.say("There is none."));
        return found;
    }

    @Override
    public Optional<String> condition() {
        Optional<VirtualMachine> vm = find();
        return vm.isPresent() ? VmCondition.of(vm.get()) : Optional.of("the VM is gone");
    }

    @Override
    public Optional<String> loginAdvice() {
        if (config.isBeingAdopted()) {
            return Optional.of("Name the VM's user with " + Reference.option("ssh-user")
                    + " and the private key of it with " + Reference.option("ssh-key") + ".");
        }
        return Optional.of(
                "Has the image OpenNebula's contextualization packages, and did the start script run in the VM?"
                        + " They put the user and the keys there. " + OpenNebulaOption.SSH_USER + " names the user."
                        + (isRsa()
                                ? ""
                                : " A server older than OpenSSH 6.5 needs " + Reference.option(SshKeyType.OPTION, "rsa")
                                        + "."));
    }

    private boolean isRsa() {
        return sshKeyPath().endsWith(SshKeyType.RSA.fileName());
    }

    private void bringUp(int id) {
        transition(id, TargetState.running(), "starting the VM").ifPresent(this::noteAddress);
        // The line that OpenNebula's guide shows here; the caller then waits for SSH.
        context.say("Waiting for SSH..");
    }

    private Optional<VirtualMachine> transition(int id, TargetState targetState, String what) {
        lastSeen = null;
        return ErrorTranslator.translate(
                access(), () -> new VmTransition(access().client(), context, id, targetState).run(what, limit()));
    }

    private Duration limit() {
        try {
            return RETRY.multipliedBy(Long.parseLong(config.text(OpenNebulaOption.START_RETRIES)));
        } catch (NumberFormatException e) {
            return RETRY.multipliedBy(Long.parseLong(OpenNebulaOption.Defaults.START_RETRIES));
        }
    }

    private Optional<VirtualMachine> find() {
        Optional<VirtualMachine> found = ErrorTranslator.translate(
                access(), () -> config.isBeingAdopted() ? lookup().unchecked() : lookup().find());
        found.ifPresent(this::remember);
        return found;
    }

    VmLookup lookup() {
        return new VmLookup(access(), config, context);
    }

    private VirtualMachine existing() {
        if (config.isBeingAdopted()) {
            return find().filter(vm -> !vm.status().isDone())
                    .orElseThrow(() -> new DriverException(
                            "There is no VM " + config.vmId().orElseThrow() + " that user "
                                    + access().credentials().session().user() + " can see"));
        }
        return find().filter(vm -> !vm.status().isDone()).orElseThrow(this::gone);
    }

    /** Returns the error for a VM that is {@code DONE} or does not exist. */
    DriverException gone() {
        String why = config.leaseEnd()
                .filter(end -> !end.isAfter(Instant.now()))
                .map(end -> ": its lease ended at " + end)
                .orElse("");
        return new DriverException(
                "the VM of machine \"" + context.machine() + "\" is gone" + why,
                "Drop what is left of the machine with \""
                        + (config.isAnonymous()
                                        ? Reference.command("rm").with(Reference.option("f"))
                                        : Reference.command("rm"))
                                .with(context.machine())
                        + "\".",
                null);
    }

    private VirtualMachine recent() {
        return freshlySeen().orElseGet(this::existing);
    }

    private Optional<VirtualMachine> freshlySeen() {
        return Optional.ofNullable(lastSeen).filter(_ -> context.sleeper().nanoTime() - lastSeenAt < FRESH_NANOS);
    }

    private void remember(VirtualMachine vm) {
        lastSeen = vm;
        lastSeenAt = context.sleeper().nanoTime();
        if (config.vmId().isEmpty()) {
            config.setVmId(vm.id());
            context.save();
        }
    }

    private void noteAddress(VirtualMachine vm) {
        remember(vm);
        config.set(BaseDriverConfig.IP_ADDRESS, address(vm));
        config.setLeaseEnd(LeaseEnd.ofWhole(vm));
    }

    String address(VirtualMachine vm) {
        return new AddressSelector(context.machine(), config.text(OpenNebulaConfig.MACHINE_NIC)).of(vm);
    }

    /** Returns the plan that {@link #preCreateCheck} made; empty before, and for a VM that is adopted. */
    Optional<VmPlan> plan() {
        return Optional.ofNullable(plan);
    }

    SharedAnswers shared() {
        return context.shared();
    }

    OpenNebulaConfig settings() {
        return config;
    }

    CloudAccess access() {
        CloudAccess known = access;
        if (known == null) {
            known = CloudAccess.ofStored(config, context, transportFactory);
            access = known;
        }
        return known;
    }
}
