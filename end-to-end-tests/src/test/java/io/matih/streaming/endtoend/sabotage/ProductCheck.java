package io.matih.streaming.endtoend.sabotage;

import java.util.List;

/** Says what is wrong with the classes of a product; nothing when they are right. */
@FunctionalInterface
interface ProductCheck {
    List<String> problems(ProductClasses product) throws Exception;
}
