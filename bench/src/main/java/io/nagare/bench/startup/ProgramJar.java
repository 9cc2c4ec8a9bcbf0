package io.nagare.bench.startup;

import io.nagare.bench.report.process.MeasurementException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/** Cuts the jar of one program out of the jar of the benchmarks, so that no program pays for the others' libraries. */
public final class ProgramJar {

    private ProgramJar() {}

    /**
     * Writes the jar.
     *
     * @throws MeasurementException if the benchmarks do not run from their jar
     */
    public static void write(Starter starter, Path target) throws MeasurementException, IOException {
        Path whole = Path.of(System.getProperty("java.class.path"));
        if (!Files.isRegularFile(whole)) {
            throw new MeasurementException("programs are cut out of nagare-bench.jar: run the report from that jar");
        }
        try (JarFile from = new JarFile(whole.toFile());
                OutputStream file = Files.newOutputStream(target);
                JarOutputStream to = new JarOutputStream(file, manifest(starter))) {
            for (Enumeration<JarEntry> entries = from.entries(); entries.hasMoreElements(); ) {
                JarEntry entry = entries.nextElement();
                if (!entry.isDirectory() && starter.has(entry.getName())) {
                    to.putNextEntry(new JarEntry(entry.getName()));
                    try (InputStream content = from.getInputStream(entry)) {
                        content.transferTo(to);
                    }
                    to.closeEntry();
                }
            }
        }
    }

    private static Manifest manifest(Starter starter) {
        Manifest manifest = new Manifest();
        Attributes attributes = manifest.getMainAttributes();
        attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        attributes.put(Attributes.Name.MAIN_CLASS, starter.mainClass());
        attributes.put(Attributes.Name.MULTI_RELEASE, "true");
        attributes.putValue("Enable-Native-Access", "ALL-UNNAMED");
        return manifest;
    }
}
