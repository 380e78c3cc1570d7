// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.deploy;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** The few structural rules that no reviewer should have to repeat, over all modules. */
class ArchitectureTest {

    /** Avro's generated records follow Avro's rules. */
    private static final String GENERATED = "dev.playhead.schemas.v1..";

    private static final JavaClasses CODE = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .withImportOption(location -> !location.contains("-tests.jar"))
            .importPackages("dev.playhead");

    @Test
    void timeKnowsOnlyTheJdk() {
        classes()
                .that()
                .resideInAPackage("dev.playhead.timeline..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("dev.playhead.timeline..", "java.lang..", "java.util..", "org.jspecify..")
                .check(CODE);
    }

    @Test
    void theLifecycleKnowsOnlyTheJdk() {
        classes()
                .that()
                .resideInAPackage("dev.playhead.processor.lifecycle..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "dev.playhead.processor.lifecycle..",
                        "java.lang..",
                        "java.time..",
                        "java.util..",
                        "org.jspecify..")
                .check(CODE);
    }

    @Test
    void theSessionAndItsMarkersKnowNoFrameworkAndNoWire() {
        noClasses()
                .that()
                .resideInAnyPackage("dev.playhead.processor.session..", "dev.playhead.processor.marker..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.apache..", "io..", "com..", "dev.playhead.schemas..", "dev.playhead.config..")
                .check(CODE);
    }

    @Test
    void formatsKnowNoKafkaNoHttpAndNoAvro() {
        noClasses()
                .that()
                .resideInAPackage("dev.playhead.formats..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.apache..", "io.vertx..", "java.net.http..", "dev.playhead.schemas..")
                .check(CODE);
    }

    @Test
    void theRolesDoNotKnowEachOther() {
        slices().matching("dev.playhead.(gateway|processor|query)..")
                .should()
                .notDependOnEachOther()
                .check(CODE);
    }

    @Test
    void noRoleKnowsHowItIsDeployed() {
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.playhead.deploy..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("dev.playhead.deploy..")
                .check(CODE);
    }

    @Test
    void onlyHttpPackagesKnowTheServer() {
        noClasses()
                .that()
                .resideOutsideOfPackages("..http..", "dev.playhead.gateway", "dev.playhead.query")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.vertx..", "io.netty..")
                .check(CODE);
    }

    @Test
    void onlyTopologiesAndStoresKnowStreams() {
        noClasses()
                .that()
                .resideOutsideOfPackages("dev.playhead.streams", "..topology..", "..store..", "dev.playhead.query")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.apache.kafka.streams..")
                .check(CODE);
    }

    /** Its installation has neither Streams nor RocksDB. */
    @Test
    void theGatewayRunsNoStreams() {
        noClasses()
                .that()
                .resideInAPackage("dev.playhead.gateway..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("dev.playhead.streams..", "org.apache.kafka.streams..", "org.rocksdb..")
                .check(CODE);
    }

    @Test
    void onlyTheEdgesKnowKafkasClients() {
        noClasses()
                .that()
                .resideOutsideOfPackages(
                        "..kafka..",
                        "..topology..",
                        "..store..",
                        "dev.playhead.cluster",
                        "dev.playhead.schemas",
                        "dev.playhead.generations",
                        "dev.playhead.erasures",
                        "dev.playhead.records",
                        "dev.playhead.streams",
                        "dev.playhead.deploy",
                        "dev.playhead.deploy.doctor",
                        "dev.playhead.deploy.records",
                        "dev.playhead.deploy.reprocess")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.apache.kafka.clients..")
                .check(CODE);
    }

    @Test
    void noStateIsStaticAndMutable() {
        fields().that()
                .haveModifier(JavaModifier.STATIC)
                .and()
                .areDeclaredInClassesThat()
                .resideOutsideOfPackage(GENERATED)
                .should()
                .beFinal()
                .check(CODE);
    }

    @Test
    void packagesHaveNoCycles() {
        slices().matching("dev.playhead.(**)").should().beFreeOfCycles().check(CODE);
    }

    @Test
    void nobodyPrints() {
        NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS.check(CODE);
    }
}
