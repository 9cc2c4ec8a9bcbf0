package io.nagare.spring;

import io.nagare.Bytes;
import java.io.IOException;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Lets {@link Bytes} be a part of JSON, in base 64 as a {@code byte[]} is. Spring Boot 3.5 has Jackson 2, Spring Boot 4
 * has Jackson 3, and an application may have both.
 */
@AutoConfiguration
public class NagareJsonAutoConfiguration {

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(com.fasterxml.jackson.databind.Module.class)
    static class Jackson2 {

        @Bean
        com.fasterxml.jackson.databind.module.SimpleModule nagareJson2() {
            return new com.fasterxml.jackson.databind.module.SimpleModule("nagare")
                    .addSerializer(Bytes.class, new Writer())
                    .addDeserializer(Bytes.class, new Reader());
        }

        private static final class Writer extends com.fasterxml.jackson.databind.JsonSerializer<Bytes> {

            @Override
            public void serialize(
                    Bytes bytes,
                    com.fasterxml.jackson.core.JsonGenerator to,
                    com.fasterxml.jackson.databind.SerializerProvider context)
                    throws IOException {
                to.writeBinary(bytes.toArray());
            }
        }

        private static final class Reader extends com.fasterxml.jackson.databind.JsonDeserializer<Bytes> {

            @Override
            public Bytes deserialize(
                    com.fasterxml.jackson.core.JsonParser from,
                    com.fasterxml.jackson.databind.DeserializationContext context)
                    throws IOException {
                return Bytes.wrap(from.getBinaryValue());
            }
        }
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(tools.jackson.databind.JacksonModule.class)
    static class Jackson3 {

        @Bean
        tools.jackson.databind.module.SimpleModule nagareJson3() {
            return new tools.jackson.databind.module.SimpleModule("nagare")
                    .addSerializer(Bytes.class, new Writer())
                    .addDeserializer(Bytes.class, new Reader());
        }

        private static final class Writer extends tools.jackson.databind.ValueSerializer<Bytes> {

            @Override
            public void serialize(
                    Bytes bytes,
                    tools.jackson.core.JsonGenerator to,
                    tools.jackson.databind.SerializationContext context) {
                to.writeBinary(bytes.toArray());
            }
        }

        private static final class Reader extends tools.jackson.databind.ValueDeserializer<Bytes> {

            @Override
            public Bytes deserialize(
                    tools.jackson.core.JsonParser from, tools.jackson.databind.DeserializationContext context) {
                return Bytes.wrap(from.getBinaryValue());
            }
        }
    }
}
