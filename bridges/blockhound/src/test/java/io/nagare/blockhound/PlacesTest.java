package io.nagare.blockhound;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.nagare.blockhound.NagareIntegration.Place;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Each place where the engine waits is known: to BlockHound, or as one where no worker comes by. */
class PlacesTest {

    /** Threads of users, threads that may block, and closing. */
    private static final Set<String> NOT_OF_WORKERS = Set.of(
            "io.nagare.engine.IteratedItems.park",
            "io.nagare.engine.poll.Rehearsal.once",
            "io.nagare.engine.poll.SelectorPoller.close",
            "io.nagare.engine.scheduler.CurrentThreadScheduler.awaitOwnership",
            "io.nagare.engine.scheduler.Preparation.prepare",
            "io.nagare.engine.scheduler.stealing.Watchdog.rest",
            "io.nagare.engine.scheduler.stealing.Watchdog.run",
            "io.nagare.net.SocketFile.remove");

    private final JavaClasses classes = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .withImportOption(location -> !location.contains("-tests.jar"))
            .importPackages("io.nagare.driver", "io.nagare.engine", "io.nagare.net");

    private static boolean waits(JavaMethodCall call) {
        String name = call.getName();
        return switch (call.getTargetOwner().getName()) {
            case "java.util.concurrent.locks.LockSupport" -> name.startsWith("park");
            case "java.util.concurrent.locks.ReentrantLock" -> name.startsWith("lock");
            case "java.lang.Thread" -> Set.of("yield", "onSpinWait", "sleep").contains(name);
            default -> false;
        };
    }

    @Test
    void allAreKnown() {
        Set<String> found = classes.stream()
                .flatMap(type -> type.getMethodCallsFromSelf().stream())
                .filter(PlacesTest::waits)
                .map(call -> call.getOriginOwner().getName() + "." + call.getOrigin().getName())
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> known = new TreeSet<>(NOT_OF_WORKERS);
        for (Place place : NagareIntegration.PLACES) {
            known.add(place.type() + "." + place.method());
        }
        // These read, and do not wait.
        known.removeAll(Set.of(
                "io.nagare.engine.specialize.ClassCopier.read",
                "io.nagare.stage.FoundEngine.find"));
        assertEquals(known, found);
    }
}
