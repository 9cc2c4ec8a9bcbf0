package io.nagare.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ArgumentsTest {

    private static Arguments parse(String line) {
        return Arguments.parse(line.split(" "));
    }

    @Test
    void whatWasGivenIsFound() {
        Arguments proxy = parse("proxy --port 7001 --target ::1:7000 --certificate c.pem --key k.pem --workers 3");
        assertEquals(7001, proxy.port());
        assertEquals(new Address("::1", 7000), proxy.address("--target"));
        assertEquals(Path.of("k.pem"), proxy.path("--key"));
        assertEquals(3, proxy.workers());
        assertEquals(0, parse("echo").port());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "talk | there is no example called talk",
                "echo --prot 1 | unknown option --prot",
                "echo --port | --port needs a value",
                "echo --port many | --port must be 0 to 65535, but was many",
                "file --port 0 | file needs --path",
                "proxy --target here | --target must be HOST:PORT, but was here",
                "proxy --target here:0 | the port of --target must be 1 to 65535, but was 0",
                "proxy --target here:1 --key k.pem | --certificate and --key need each other",
                "tls --port 0 --key k.pem | tls needs --certificate",
            })
    void whatIsWrongIsNamed(String line, String message) {
        assertEquals(message, assertThrows(IllegalArgumentException.class, () -> parse(line)).getMessage());
    }
}
