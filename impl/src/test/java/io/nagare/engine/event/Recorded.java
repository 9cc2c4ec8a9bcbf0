package io.nagare.engine.event;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;

/** Reads what a recording has, once it has stopped. */
public final class Recorded {

    private Recorded() {}

    /** Stops a recording and returns its events of a name. */
    public static List<RecordedEvent> events(Recording recording, String name) throws IOException {
        recording.stop();
        Path file = Files.createTempFile("recorded", ".jfr");
        try {
            recording.dump(file);
            return RecordingFile.readAllEvents(file).stream()
                    .filter(event -> event.getEventType().getName().equals(name))
                    .toList();
        } finally {
            Files.delete(file);
        }
    }
}
