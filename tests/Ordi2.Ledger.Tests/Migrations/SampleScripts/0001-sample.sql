create table sample (id {text} primary key) {keyed};
