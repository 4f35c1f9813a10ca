#!/bin/sh
# Run by the MySQL image on its first start: the two users that the application knows. The migrator may change the
# schema and hand on rights; the application gets its rights table by table from the migrations, and none to change
# or delete the record.
set -eu
mysql --user=root --password="$MYSQL_ROOT_PASSWORD" <<SQL
CREATE USER IF NOT EXISTS 'cunqing_migrator'@'%' IDENTIFIED BY '$MIGRATOR_PASSWORD';
GRANT ALL PRIVILEGES ON \`$MYSQL_DATABASE\`.* TO 'cunqing_migrator'@'%' WITH GRANT OPTION;
CREATE USER IF NOT EXISTS 'cunqing_app'@'%' IDENTIFIED BY '$APP_PASSWORD';
SQL
