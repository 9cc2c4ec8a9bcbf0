package io.nagare.bench.report.result;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class CsvTest {

    @Test
    void whatIsWrittenIsRead() {
        List<String> values = List.of("plain", "", "a, b", "a \"b\"", "\"", ",", "é");
        assertEquals(values, Csv.values(Csv.line(values)));
    }

    @Test
    void aLineStaysALine() {
        assertEquals(List.of("one two", "three"), Csv.values(Csv.line(List.of("one\r\ntwo", "three"))));
    }
}
