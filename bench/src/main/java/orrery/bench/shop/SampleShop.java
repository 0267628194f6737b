// SPDX-License-Identifier: Apache-2.0
package orrery.bench.shop;

import static orrery.bench.shop.Language.GO;
import static orrery.bench.shop.Language.JAVA;
import static orrery.bench.shop.Language.NODE;
import static orrery.bench.shop.Language.PYTHON;

import java.util.List;
import orrery.bench.shop.Model.Endpoint;
import orrery.bench.shop.Model.Service;
import orrery.bench.shop.Step.Call;
import orrery.bench.shop.Step.Database;
import orrery.bench.shop.Step.External;
import orrery.bench.shop.Step.Produce;
import orrery.bench.shop.Step.Query;
import orrery.bench.shop.Step.Redis;
import orrery.bench.shop.Step.Work;

/** The shop of the demo, as a table. */
final class SampleShop {
  static final String GATEWAY = "shop::gateway";
  static final String CATALOGUE = "shop::catalogue";
  static final String SEARCH = "shop::search";
  static final String CART = "shop::cart";
  static final String CHECKOUT = "shop::checkout";
  static final String PAYMENT = "money::payment";
  static final String FRAUD = "money::fraud-check";
  static final String INVENTORY = "shop::inventory";
  static final String SHIPPING = "logistics::shipping";
  static final String RECOMMENDATION = "shop::recommendation";
  static final String USER = "shop::user";
  static final String REVIEW = "shop::review";
  static final String NOTIFICATION = "notification";

  private static final String MYSQL = "mysql.shop:3306";
  private static final String POSTGRESQL = "postgres.shop:5432";
  private static final String MONGODB = "mongo.shop:27017";

  private SampleShop() {}

  static Model model() {
    return new Model(
        List.of(
            gateway(),
            catalogue(),
            search(),
            cart(),
            checkout(),
            payment(),
            fraud(),
            inventory(),
            shipping(),
            recommendation(),
            user(),
            review(),
            notification()));
  }

  /** What visitors do, and how often out of the sum of all. */
  static List<Journey> journeys() {
    return List.of(
        new Journey("GET:/", 30),
        new Journey("GET:/products/{id}", 34),
        new Journey("GET:/search", 14),
        new Journey("POST:/cart/items", 9),
        new Journey("POST:/login", 5),
        new Journey("POST:/checkout", 5),
        new Journey("POST:/products/{id}/reviews", 2),
        new Journey("GET:/orders/{id}", 3));
  }

  /** A call of the gateway from outside. */
  record Journey(String endpoint, int weight) {}

  private static Service gateway() {
    return Service.of(
        GATEWAY,
        JAVA,
        2,
        Endpoint.of("GET:/", call(CATALOGUE, "GET:/featured"), maybe(RECOMMENDATION, "/popular")),
        Endpoint.of(
            "GET:/products/{id}",
            call(CATALOGUE, "GET:/products/{id}"),
            maybe(REVIEW, "/products/{id}/reviews"),
            maybe(RECOMMENDATION, "/similar/{id}")),
        Endpoint.of("GET:/search", call(SEARCH, "/search"), call(CATALOGUE, "GET:/featured")),
        Endpoint.of("POST:/cart/items", call(USER, "GET:/session"), call(CART, "POST:/items")),
        Endpoint.of("POST:/login", call(USER, "POST:/session")),
        Endpoint.of("POST:/checkout", call(USER, "GET:/session"), call(CHECKOUT, "POST:/orders")),
        Endpoint.of(
            "POST:/products/{id}/reviews",
            call(USER, "GET:/session"),
            call(REVIEW, "/products/{id}/reviews/new")),
        Endpoint.of("GET:/orders/{id}", call(CHECKOUT, "GET:/orders/{id}")));
  }

  private static Service catalogue() {
    return Service.of(
        CATALOGUE,
        JAVA,
        3,
        Endpoint.of(
            "GET:/featured",
            read("featured:today"),
            postgresql("SELECT id, name, price FROM product WHERE featured ORDER BY rank", 6),
            new Work("com.shop.catalogue.Pricing.apply", 2)),
        Endpoint.of(
            "GET:/products/{id}",
            read("product:4711"),
            postgresql("SELECT * FROM product WHERE id = ?", 3),
            postgresql("SELECT name, value FROM attribute WHERE product = ? ORDER BY name", 4),
            call(INVENTORY, "GET:/stock/{id}"),
            write("product:4711")));
  }

  private static Service search() {
    return Service.of(
        SEARCH,
        PYTHON,
        2,
        Endpoint.of(
            "/search",
            new Work("search.query.parse", 3),
            mongodb("aggregate products [$search, $facet, $limit 50]", 28),
            new Work("search.rank", 12)));
  }

  private static Service cart() {
    return Service.of(
        CART,
        NODE,
        2,
        Endpoint.of(
            "POST:/items", read("cart:90210"), call(INVENTORY, "GET:/stock/{id}"), write("cart:1")),
        Endpoint.of("GET:/items", read("cart:90210")),
        Endpoint.of("DELETE:/items", new Redis("DEL", "cart:90210", false)));
  }

  private static Service checkout() {
    return Service.of(
        CHECKOUT,
        JAVA,
        2,
        Endpoint.of(
            "POST:/orders",
            call(CART, "GET:/items"),
            call(INVENTORY, "POST:/reservations"),
            call(PAYMENT, "POST:/payments"),
            mysql("INSERT INTO orders (customer, total, state) VALUES (?, ?, ?)", 8),
            mysql(
                "INSERT INTO order_line (order_id, product, quantity, price) VALUES (?,?,?,?)", 9),
            new Produce("orders"),
            call(CART, "DELETE:/items")),
        Endpoint.of(
            "GET:/orders/{id}",
            mysql(
                "SELECT * FROM orders o JOIN order_line l ON l.order_id = o.id WHERE o.id = ?", 7),
            maybe(SHIPPING, "GET:/parcels/{order}")));
  }

  private static Service payment() {
    return Service.of(
        PAYMENT,
        GO,
        2,
        Endpoint.of(
            "POST:/payments",
            call(FRAUD, "/score"),
            new External("api.cards.example:443", "/v2/charges", 120),
            postgresql(
                "INSERT INTO payment (order_id, amount, provider_ref) VALUES ($1,$2,$3)", 6)));
  }

  private static Service fraud() {
    return Service.of(
        FRAUD,
        PYTHON,
        1,
        Endpoint.of(
            "/score",
            postgresql("SELECT count(*), max(amount) FROM payment WHERE customer = %s", 14),
            new Work("fraud.model.predict", 18)));
  }

  private static Service inventory() {
    return Service.of(
        INVENTORY,
        JAVA,
        2,
        Endpoint.of(
            "GET:/stock/{id}",
            read("stock:4711"),
            mysql("SELECT sum(quantity) FROM stock WHERE product = ?", 4)),
        Endpoint.of(
            "POST:/reservations",
            mysql("SELECT id, quantity FROM stock WHERE product = ? FOR UPDATE", 9),
            mysql("UPDATE stock SET quantity = quantity - ? WHERE id = ?", 7)));
  }

  private static Service shipping() {
    return Service.of(
        SHIPPING,
        GO,
        2,
        Endpoint.of("GET:/parcels/{order}", mysql("SELECT * FROM parcel WHERE order_id = ?", 4)),
        Endpoint.consumer(
            "orders",
            "shipping",
            mysql("INSERT INTO parcel (order_id, state) VALUES (?, 'NEW')", 6),
            new External("api.parcels.example:443", "/labels", 180),
            new Produce("parcels")));
  }

  private static Service recommendation() {
    return Service.of(
        RECOMMENDATION,
        PYTHON,
        2,
        Endpoint.of("/popular", read("popular:all"), new Work("recommend.blend", 5)),
        Endpoint.of(
            "/similar/{id}",
            mongodb("find embeddings {product: ?} limit 1", 5),
            new Work("recommend.nearest", 22)));
  }

  private static Service user() {
    return Service.of(
        USER,
        JAVA,
        2,
        Endpoint.of("GET:/session", read("session:8f3a")),
        Endpoint.of(
            "POST:/session",
            mysql("SELECT id, password_hash, locked FROM customer WHERE email = ?", 4),
            new Work("com.shop.user.Passwords.verify", 60),
            write("session:8f3a")));
  }

  private static Service review() {
    return Service.of(
        REVIEW,
        PYTHON,
        1,
        Endpoint.of(
            "/products/{id}/reviews", mongodb("find reviews {product: ?} sort -created", 7)),
        Endpoint.of(
            "/products/{id}/reviews/new",
            new Work("review.moderate", 25),
            mongodb("insert reviews {product, stars, text}", 6)));
  }

  private static Service notification() {
    return Service.of(
        NOTIFICATION,
        NODE,
        1,
        Endpoint.consumer(
            "orders",
            "mail",
            new Work("renderTemplate", 9),
            new External("api.mail.example:443", "/v1/send", 90)),
        Endpoint.consumer("parcels", "mail", new External("api.mail.example:443", "/v1/send", 90)));
  }

  private static Step call(String service, String endpoint) {
    return new Call(service, endpoint, false);
  }

  private static Step maybe(String service, String endpoint) {
    return new Call(service, endpoint, true);
  }

  private static Step mysql(String statement, int millis) {
    return new Query(Database.MYSQL, MYSQL, statement, millis);
  }

  private static Step postgresql(String statement, int millis) {
    return new Query(Database.POSTGRESQL, POSTGRESQL, statement, millis);
  }

  private static Step mongodb(String statement, int millis) {
    return new Query(Database.MONGODB, MONGODB, statement, millis);
  }

  private static Step read(String key) {
    return new Redis("GET", key, true);
  }

  private static Step write(String key) {
    return new Redis("SETEX", key, false);
  }
}
