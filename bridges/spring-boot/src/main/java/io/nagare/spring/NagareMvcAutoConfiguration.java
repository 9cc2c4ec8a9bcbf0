package io.nagare.spring;

import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerAdapter;

/**
 * Lets MVC read and write {@link io.nagare.Bytes} and {@link io.nagare.ByteStream}. What MVC does with other streams,
 * it does by itself once it knows their types.
 */
@AutoConfiguration
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@ConditionalOnClass(RequestMappingHandlerAdapter.class)
public class NagareMvcAutoConfiguration {

    @Bean
    BytesConverter nagareBytesConverter() {
        return new BytesConverter();
    }

    @Bean
    ByteStreamConverter nagareByteStreamConverter() {
        return new ByteStreamConverter();
    }

    @Bean
    static BeanPostProcessor nagareHandlerAdapters() {
        return new HandlerAdapters();
    }

    /** MVC has no registry that is a bean. */
    private static final class HandlerAdapters implements BeanPostProcessor {

        @Override
        public Object postProcessBeforeInitialization(Object bean, String beanName) {
            if (bean instanceof RequestMappingHandlerAdapter adapter) {
                StreamTypes.register(adapter.getReactiveAdapterRegistry());
                adapter.setReactiveAdapterRegistry(WebRegistry.of(adapter.getReactiveAdapterRegistry()));
            }
            return bean;
        }
    }
}
