package io.nagare.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The BOM names what is published, in the version of the project. */
class BomTest {

    private static final Path ROOT = Path.of("..");
    private static final Pattern MODULE = Pattern.compile("<module>(.*?)</module>");
    private static final Pattern PARENT = Pattern.compile("<parent>.*?</parent>", Pattern.DOTALL);
    private static final Pattern ARTIFACT = Pattern.compile("<artifactId>(.*?)</artifactId>");
    private static final Pattern VERSION = Pattern.compile("<version>(.*?)</version>");

    private static String pom(String module) throws IOException {
        return Files.readString(ROOT.resolve(module).resolve("pom.xml"));
    }

    private static String first(Pattern pattern, String text) {
        return pattern.matcher(text).results().findFirst().orElseThrow().group(1);
    }

    private static Set<String> published() throws IOException {
        Set<String> published = new TreeSet<>();
        for (String module : MODULE.matcher(pom(".")).results().map(found -> found.group(1)).toList()) {
            String pom = pom(module);
            if (!module.equals("bom") && !pom.contains("<maven.deploy.skip>true")) {
                published.add(first(ARTIFACT, PARENT.matcher(pom).replaceFirst("")));
            }
        }
        return published;
    }

    @Test
    void itNamesEachPublishedModule() throws IOException {
        Set<String> named = new TreeSet<>();
        String managed = pom("bom").split("<dependencyManagement>")[1];
        ARTIFACT.matcher(managed).results().forEach(found -> named.add(found.group(1)));
        assertEquals(published(), named);
    }

    @Test
    void itHasTheVersionOfTheProject() throws IOException {
        assertEquals(first(VERSION, pom(".")), first(VERSION, pom("bom").split("<dependencyManagement>")[0]));
    }
}
