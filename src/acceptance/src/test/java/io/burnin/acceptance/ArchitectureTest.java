package io.burnin.acceptance;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.io.IOException;
import java.time.Clock;
import java.time.InstantSource;
import java.util.Date;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Holds the code to the package table of ARCHITECTURE.md and to the invariants below it. */
class ArchitectureTest {

    private static final Set<String> TIMES_OF_SYSTEM = Set.of("currentTimeMillis", "nanoTime");

    private static PackageMap map;
    private static JavaClasses product;

    @BeforeAll
    static void readTableAndClasses() throws IOException {
        map = PackageMap.read(Checkout.ROOT.resolve("ARCHITECTURE.md"));
        product = new ClassFileImporter()
                .importPaths(Checkout.MODULES.stream().map(Checkout::classesOf).toList());
    }

    @Test
    void theTableExplainsItself() {
        assertThat(map.unexplained()).isEmpty();
        assertThat(map.libraries()).isNotEmpty();
    }

    @Test
    void everyPackageHasItsRowInTheTable() {
        assertThat(product)
                .extracting(JavaClass::getPackageName)
                .isSubsetOf(map.rows().keySet());
    }

    @Test
    void classesUseOnlyWhatTheTableAllows() {
        classes().should(useOnlyWhatTheTableAllows()).check(product);
    }

    @Test
    void packagesDoNotUseEachOtherInCircles() {
        slices().matching("io.burnin.(**)").should().beFreeOfCycles().check(product);
    }

    @Test
    void theTimeIsReadOnlyWhereTheTableAllowsIt() {
        noClasses()
                .that(describe("may not read the time", type -> !map.mayReadTheTime(type.getPackageName())))
                .should()
                .accessTargetWhere(readsTheTime())
                .check(product);
    }

    @Test
    void theCoreDoesNoInputOrOutput() {
        noClasses()
                .that()
                .resideInAnyPackage(
                        "io.burnin.metric",
                        "io.burnin.plan",
                        "io.burnin.verdict",
                        "io.burnin.protocol",
                        "io.burnin.bundle")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.net.http..", "java.nio.channels..", "java.sql..", "javax..")
                .orShould()
                .dependOnClassesThat()
                .haveNameMatching(
                        "java\\.(nio\\.file\\.Files|io\\.File.*|net\\..*Socket|lang\\.(Process.*|Thread|Runtime))")
                .check(product);
    }

    @Test
    void agentAndServerNeverSeeEachOther() {
        noClasses()
                .that()
                .resideInAnyPackage("io.burnin.agent..", "io.burnin.cli..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.burnin.server..", "io.quarkus..", "jakarta..", "org.hibernate..")
                .check(product);
        noClasses()
                .that()
                .resideInAPackage("io.burnin.server..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.burnin.agent..", "io.burnin.cli..")
                .check(product);
    }

    @Test
    void entitiesAndResourcesArePackagePrivate() {
        classes()
                .that()
                .areAnnotatedWith("jakarta.persistence.Entity")
                .or()
                .areAnnotatedWith("jakarta.ws.rs.Path")
                .should()
                .bePackagePrivate()
                .allowEmptyShould(true)
                .check(product);
    }

    private static ArchCondition<JavaClass> useOnlyWhatTheTableAllows() {
        return new ArchCondition<>("use only what the table in ARCHITECTURE.md allows") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
                    JavaClass target = dependency.getTargetClass().getBaseComponentType();
                    if (!target.isPrimitive() && !map.mayUse(type.getPackageName(), target.getPackageName())) {
                        events.add(SimpleConditionEvent.violated(type, dependency.getDescription()));
                    }
                }
            }
        };
    }

    /** Asks the host, that is; {@code Instant.now(clock)} asks the clock that was given. */
    private static DescribedPredicate<JavaAccess<?>> readsTheTime() {
        return describe("reads the time", access -> {
            JavaClass owner = access.getTargetOwner();
            String name = access.getTarget().getName();
            boolean givenClock = access.getDescription().contains("(" + Clock.class.getName());
            return owner.getPackageName().equals("java.time") && name.equals("now") && !givenClock
                    || owner.isEquivalentTo(Clock.class)
                            && (name.startsWith("system") || name.startsWith("tick") && !givenClock)
                    || owner.isEquivalentTo(InstantSource.class) && name.equals("system")
                    || owner.isEquivalentTo(System.class) && TIMES_OF_SYSTEM.contains(name)
                    || owner.isEquivalentTo(Date.class)
                            && access.getDescription().contains("<init>()");
        });
    }
}
