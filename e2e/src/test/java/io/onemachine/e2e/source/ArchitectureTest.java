package io.onemachine.e2e.source;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import io.onemachine.e2e.support.UserEnvironment;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Checks the dependencies that docs/internals/architecture.md allows each module. Classes are read from the build's folders, not loaded. */
final class ArchitectureTest {

    private static final String GOTEMPLATE = "io.onemachine.gotemplate..";
    private static final String OPENNEBULA = "io.onemachine.opennebula..";
    private static final String LIBMACHINE = "io.onemachine.machine..";
    private static final String BORINGSSL = "io.onemachine.boringssl..";
    private static final String DRIVERS = "io.onemachine.driver..";
    private static final String PLUGIN = "io.onemachine.plugin..";
    private static final String FLEET = "io.onemachine.fleet..";
    private static final String SWARM = "io.onemachine.swarm..";
    private static final String CLI = "io.onemachine.cli..";
    private static final String DEVCLOUD = "io.onemachine.devcloud..";
    private static final String NSPAWN = "io.onemachine.devcloud.nspawn..";

    /** More types than this in one package want a room of their own. */
    private static final int LARGEST_PACKAGE = 30;

    private static final JavaClasses PRODUCT = new ClassFileImporter()
            .importPaths(Stream.of(
                            "gotemplate",
                            "opennebula",
                            "libmachine",
                            "boringssl",
                            "plugin",
                            "swarm",
                            "drivers",
                            "fleet",
                            "cli",
                            "devcloud",
                            "devcloud-nspawn")
                    .map(module -> UserEnvironment.checkout().resolve(Path.of(module, "target", "classes")))
                    .toList());

    private static final JavaClasses END_TO_END =
            new ClassFileImporter().importPath(UserEnvironment.checkout().resolve("e2e/target/test-classes"));

    @Test
    void everyModuleWasRead() {
        for (String module :
                List.of(GOTEMPLATE, OPENNEBULA, LIBMACHINE, BORINGSSL, PLUGIN, DRIVERS, FLEET, CLI, DEVCLOUD, NSPAWN)) {
            assertThat(PRODUCT.that(resideInAPackage(module))).as(module).isNotEmpty();
        }
    }

    @Test
    void theTemplateLanguageKnowsNothingOfOurs() {
        check(noClasses()
                .that()
                .resideInAPackage(GOTEMPLATE)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(OPENNEBULA, LIBMACHINE, PLUGIN, DRIVERS, CLI, DEVCLOUD));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "gotemplate",
                "opennebula",
                "machine",
                "boringssl",
                "plugin",
                "driver",
                "fleet",
                "cli",
                "devcloud"
            })
    void packagesHaveNoCycles(String module) {
        JavaClasses inner = PRODUCT.that(resideInAPackage("io.onemachine." + module + ".."));
        slices().assignedFrom(new ByPackage()).should().beFreeOfCycles().check(inner);
    }

    @Test
    void roomsOfEndToEndTestsHaveNoCycles() {
        slices().assignedFrom(new ByPackage()).should().beFreeOfCycles().check(END_TO_END);
    }

    @Test
    void noPackageIsTooLarge() {
        Map<String, Long> types = Stream.concat(PRODUCT.stream(), END_TO_END.stream())
                .filter(type -> !type.isNestedClass() && !type.getSimpleName().equals("package-info"))
                .collect(Collectors.groupingBy(JavaClass::getPackageName, Collectors.counting()));
        assertThat(types).allSatisfy((name, count) -> assertThat(count).as(name).isLessThanOrEqualTo(LARGEST_PACKAGE));
    }

    /** Every package is a slice, a module's first one too. */
    private static final class ByPackage implements SliceAssignment {
        @Override
        public SliceIdentifier getIdentifierOf(JavaClass type) {
            return SliceIdentifier.of(type.getPackageName());
        }

        @Override
        public String getDescription() {
            return "packages";
        }
    }

    @Test
    void theClientKnowsNothingOfDockerMachine() {
        check(noClasses()
                .that()
                .resideInAPackage(OPENNEBULA)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(GOTEMPLATE, LIBMACHINE, PLUGIN, DRIVERS, CLI, DEVCLOUD));
    }

    @Test
    void libmachineKnowsNoDriverAndNoCommandLine() {
        check(noClasses()
                .that()
                .resideInAPackage(LIBMACHINE)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(GOTEMPLATE, OPENNEBULA, PLUGIN, DRIVERS, FLEET, CLI, DEVCLOUD));
    }

    @Test
    void onlyTheLibraryFindsBoringSsl() {
        check(noClasses()
                .that()
                .resideOutsideOfPackage(BORINGSSL)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(BORINGSSL, "io.netty.."));
        check(noClasses()
                .that()
                .resideInAPackage(BORINGSSL)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(GOTEMPLATE, OPENNEBULA, PLUGIN, DRIVERS, CLI, DEVCLOUD));
    }

    @Test
    void driversUseTheLibraryAndTheClientOnly() {
        check(noClasses()
                .that()
                .resideInAPackage(DRIVERS)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(PLUGIN, FLEET, CLI, DEVCLOUD));
    }

    @Test
    void fleetsUseTheLibraryOnly() {
        check(noClasses()
                .that()
                .resideInAPackage(FLEET)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(GOTEMPLATE, OPENNEBULA, PLUGIN, DRIVERS, CLI, DEVCLOUD));
        check(noClasses()
                .that()
                .resideOutsideOfPackage(FLEET)
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.snakeyaml.."));
    }

    @Test
    void thePluginProtocolKnowsNoDriver() {
        check(noClasses()
                .that()
                .resideInAPackage(PLUGIN)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(GOTEMPLATE, OPENNEBULA, DRIVERS, CLI, DEVCLOUD));
    }

    @Test
    void swarmModeUsesTheLibraryOnly() {
        check(noClasses()
                .that()
                .resideInAPackage(SWARM)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(GOTEMPLATE, OPENNEBULA, PLUGIN, DRIVERS, CLI, DEVCLOUD));
    }

    @Test
    void theCommandLineReachesDriversThroughTheLibrary() {
        check(noClasses()
                .that()
                .resideInAPackage(CLI)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(OPENNEBULA, DRIVERS, DEVCLOUD));
    }

    @Test
    void theEmbeddedCloudUsesTheClientsCodecTemplateSyntaxAndNamesOfStatesOnly() {
        DescribedPredicate<JavaClass> states = describe(
                "the names of states",
                type -> type.getName().equals("io.onemachine.opennebula.resource.VmState")
                        || type.getName().equals("io.onemachine.opennebula.resource.LcmState"));
        DescribedPredicate<JavaClass> allowed = resideInAnyPackage(
                        "io.onemachine.opennebula.xmlrpc..", "io.onemachine.opennebula.template..")
                .or(states);
        check(noClasses()
                .that()
                .resideInAPackage(DEVCLOUD)
                .should()
                .dependOnClassesThat(resideInAnyPackage(GOTEMPLATE, OPENNEBULA, LIBMACHINE, PLUGIN, DRIVERS, CLI)
                        .and(DescribedPredicate.not(allowed))));
    }

    @Test
    void realHostsKnowOnlyTheHypervisorInterfaceOfTheEmbeddedCloud() {
        check(noClasses()
                .that()
                .resideInAPackage(NSPAWN)
                .should()
                .dependOnClassesThat(resideInAnyPackage(
                                GOTEMPLATE, OPENNEBULA, LIBMACHINE, PLUGIN, DRIVERS, CLI, DEVCLOUD)
                        .and(DescribedPredicate.not(resideInAnyPackage(NSPAWN, "io.onemachine.devcloud.hypervisor")))));
    }

    @Test
    void theEmbeddedCloudFindsRealHostsByItsInterface() {
        check(noClasses()
                .that()
                .resideInAPackage(DEVCLOUD)
                .and()
                .resideOutsideOfPackage(NSPAWN)
                .should()
                .dependOnClassesThat()
                .resideInAPackage(NSPAWN));
    }

    @Test
    void onlyProgramsPrintAndExit() {
        check(noClasses()
                .that()
                .resideInAnyPackage(GOTEMPLATE, OPENNEBULA, LIBMACHINE, PLUGIN, DRIVERS, FLEET)
                .should()
                .accessField(System.class, "out")
                .orShould()
                .accessField(System.class, "err")
                .orShould()
                .callMethod(System.class, "exit", int.class));
    }

    @Test
    void nothingUsesTheSlowHttpClient() {
        check(noClasses().should().dependOnClassesThat().resideInAPackage("java.net.http.."));
    }

    @Test
    void packagesAreNamedForWhatTheyHold() {
        check(noClasses()
                .should()
                .resideInAnyPackage("..util..", "..common..", "..impl..", "..helper..", "..manager.."));
    }

    @Test
    void certificatesAloneLoadBouncyCastle() {
        check(noClasses()
                .that()
                .resideOutsideOfPackages("io.onemachine.machine.certificate..", "io.onemachine.devcloud..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.bouncycastle.."));
    }

    @Test
    void endToEndTestsUseNoProductClass() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(GOTEMPLATE, OPENNEBULA, LIBMACHINE, PLUGIN, DRIVERS, FLEET, CLI, DEVCLOUD)
                .check(END_TO_END);
    }

    private static void check(ArchRule rule) {
        rule.check(PRODUCT);
    }
}
