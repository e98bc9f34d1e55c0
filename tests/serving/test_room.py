import socket
import xml.etree.ElementTree as ET

import pytest

from bestpractices.serving import room
from bestpractices.serving.room import RoomAddressError, lan_address, qr_code, room_address

EVERYONE = "0.0.0.0"  # noqa: S104 - named, not listened at


def test_a_program_for_this_laptop_only_names_this_laptop():
    assert room_address("127.0.0.1", 8866) == "http://127.0.0.1:8866/"


def test_a_program_for_everyone_names_the_address_in_the_network(monkeypatch):
    monkeypatch.setattr(room, "lan_address", lambda: "10.1.2.3")
    assert room_address(EVERYONE, 8866) == "http://10.1.2.3:8866/"


def test_without_a_network_the_laptop_itself_is_named(monkeypatch):
    monkeypatch.setattr(room, "lan_address", lambda: None)
    assert room_address(EVERYONE, 1) == "http://127.0.0.1:1/"


def test_an_address_that_was_given_is_taken_and_ends_with_a_slash():
    assert room_address(EVERYONE, 1, given="https://hall.example") == "https://hall.example/"


def test_an_address_that_no_phone_could_open_is_refused():
    with pytest.raises(RoomAddressError, match="begin with http"):
        room_address(EVERYONE, 1, given="javascript:alert(1)")


def test_the_network_address_is_never_that_of_the_laptop_alone():
    found = lan_address()
    assert found is None or not found.startswith("127.")


def test_no_way_out_of_the_machine_is_no_address(monkeypatch):
    class Unplugged(socket.socket):
        def connect(self, _):
            raise OSError

    monkeypatch.setattr(room.socket, "socket", Unplugged)
    assert lan_address() is None


def test_the_code_is_a_drawing_that_scales_and_holds_a_square_of_modules():
    svg = ET.fromstring(qr_code("http://10.1.2.3:8866/"))  # noqa: S314 - our own drawing
    assert "width" not in svg.attrib
    left, top, width, height = map(float, svg.attrib["viewBox"].split())
    assert (left, top) == (0, 0)
    assert width == height >= 21 + 8  # the smallest code has 21 modules, and 4 of rest around


def test_two_addresses_have_two_codes_and_one_has_always_the_same():
    assert qr_code("http://10.1.2.3:1/") == qr_code("http://10.1.2.3:1/")
    assert qr_code("http://10.1.2.3:1/") != qr_code("http://10.1.2.3:2/")
