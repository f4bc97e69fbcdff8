package dev.backstep.house;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** The arrows of the house. */
class ArchitectureTest {

    private static final JavaClasses HOUSE = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.backstep");

    private static final DescribedPredicate<JavaClass> JDBC =
            resideInAnyPackage("java.sql..", "javax.sql..", "org.postgresql..", "com.zaxxer..");
    private static final DescribedPredicate<JavaClass> JGIT = resideInAPackage("org.eclipse.jgit..");
    private static final DescribedPredicate<JavaClass> JAVAFX = resideInAPackage("javafx..");

    @Test
    void theModelKnowsNobody() {
        classes()
                .that()
                .resideInAPackage("dev.backstep.model..")
                .should()
                .onlyDependOnClassesThat(
                        resideInAnyPackage("dev.backstep.model..", "java..", "org.jspecify.annotations.."))
                .andShould()
                .onlyDependOnClassesThat(DescribedPredicate.not(JDBC))
                .check(HOUSE);
    }

    @Test
    void pureRoomsSeeNeitherJdbcNorJGitNorJavaFx() {
        noClasses()
                .that()
                .resideInAnyPackage(
                        "dev.backstep.timeline..",
                        "dev.backstep.release..",
                        "dev.backstep.sql..",
                        "dev.backstep.analysis..",
                        "dev.backstep.rollback.plan..")
                .should()
                .dependOnClassesThat(JDBC.or(JGIT).or(JAVAFX))
                .check(HOUSE);
    }

    @Test
    void sentencesKnowTheModelOnly() {
        classes()
                .that()
                .resideInAPackage("dev.backstep.text..")
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage(
                        "dev.backstep.text..", "dev.backstep.model..", "java..", "org.jspecify.annotations.."))
                .check(HOUSE);
    }

    @Test
    void onlyGitKnowsJGit() {
        noClasses()
                .that()
                .resideOutsideOfPackages("dev.backstep.git..", "dev.backstep.demo..")
                .should()
                .dependOnClassesThat(JGIT)
                .check(HOUSE);
    }

    @Test
    void onlyTheEntranceAndTheWindowKnowJavaFx() {
        noClasses()
                .that()
                .resideOutsideOfPackages("dev.backstep.app..", "dev.backstep.ui..")
                .should()
                .dependOnClassesThat(JAVAFX)
                .check(HOUSE);
    }

    @Test
    void theWindowReachesTheDatabaseOnlyThroughTheRooms() {
        noClasses()
                .that()
                .resideInAPackage("dev.backstep.ui..")
                .should()
                .dependOnClassesThat(JDBC)
                .check(HOUSE);
    }

    @Test
    void viewModelsKnowNoScene() {
        noClasses()
                .that()
                .haveSimpleNameEndingWith("ViewModel")
                .should()
                .dependOnClassesThat(resideInAPackage("javafx.scene.."))
                .allowEmptyShould(true)
                .check(HOUSE);
    }

    @Test
    void nobodyCallsTheEntranceOrTheDoors() {
        noClasses()
                .that()
                .resideOutsideOfPackages("dev.backstep.app..", "dev.backstep.ui..", "dev.backstep.cli..")
                .should()
                .dependOnClassesThat(
                        resideInAnyPackage("dev.backstep.app..", "dev.backstep.ui..", "dev.backstep.cli.."))
                .check(HOUSE);
    }

    @Test
    void noRoomsGoInCircles() {
        slices().matching("dev.backstep.(*)..").should().beFreeOfCycles().check(HOUSE);
        slices().matching("dev.backstep.ui.(*)..")
                .should()
                .beFreeOfCycles()
                .allowEmptyShould(true)
                .check(HOUSE);
    }

    @Test
    void threadsAreStartedInOnePlace() {
        noClasses()
                .that()
                .doNotHaveSimpleName("TaskExecutor")
                .and()
                .resideInAPackage("dev.backstep.ui..")
                .should()
                .callMethod("javafx.application.Platform", "runLater", Runnable.class.getName())
                .orShould()
                .callMethod(Thread.class, "sleep", long.class)
                .orShould()
                .callConstructor(Thread.class, Runnable.class)
                .allowEmptyShould(true)
                .check(HOUSE);
    }
}
