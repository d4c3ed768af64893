"""Random data sets for the oracle: lists, counts, money and criteria of a few districts, with holes, own rows of districts,
lists that disagree with counts, and units of today beside those of before July 2025."""

from . import areas, files

PEOPLES = ["Kinh", "Kinh", "Hrê", "Cor", "Ca Dong", "Xơ Đăng"]
DAYS = {"2022": "2022-12-31", "2023": "2023-12-31", "2024": "2024-12-31", "2025": "2025-12-31"}


def parts_of(dice, day):
    """Some districts with all their communes; from July 2025 some communes under their province."""
    if day >= "2025-07-01":
        communes = areas.leaves("51", day)
        return {"51": dice.sample(communes, dice.randrange(20, len(communes) + 1))}
    districts = areas.below("51", "district", day)
    chosen = districts if dice.random() < 0.4 else dice.sample(districts, dice.randrange(2, 6))
    chosen = chosen + dice.sample(areas.below("62", "district", day), dice.randrange(0, 3))
    return {code: areas.below(code, "commune", day) or [code] for code in chosen}


def household(dice, commune, number):
    declared = dice.choices(["poor", "near_poor", "average", "not_poor"], [5, 4, 1, 1])[0]
    deprived = sorted(dice.sample(range(1, 13), dice.randrange(0, 8)))
    return {"commune_code": commune, "village": f"Thôn {dice.randrange(1, 4)}", "household_code": f"H{number:06}",
            "head_name": "Đinh Văn A", "ethnicity": dice.choice(PEOPLES), "members": dice.randrange(1, 10), "setting": "rural",
            "b1_score": dice.randrange(60, 180), "b2_score": 10 * len(deprived),
            "deprivations": ";".join(map(str, deprived)) or "0", "class": declared,
            "causes": ";".join(map(str, sorted(dice.sample(range(1, 9), dice.randrange(1, 3)))))}


def whole(dice, code, listed):
    """A row of counts that holds at least what the list has."""
    minority = sum(one["ethnicity"] != "Kinh" for one in listed)
    persons = sum(one["members"] for one in listed)
    households = len(listed) + dice.randrange(50, 3000)
    row = {"area_code": code, "households": households, "households_minority": minority + dice.randrange(0, households - minority),
           "persons": persons + 3 * households}
    if not listed or dice.random() < 0.3:
        poor = dice.randrange(0, 40)
        row.update(poor=poor, poor_minority=dice.randrange(0, min(poor, row["households_minority"]) + 1), poor_persons=4 * poor,
                   near_poor=dice.randrange(0, 10))
    return row


def round_files(dice, round):
    """(list, counts) of one round as CSV."""
    listed, counted, number = [], [], 0
    for district, communes in parts_of(dice, DAYS[round]).items():
        only_own = len(district) == 3 and communes != [district] and dice.random() < 0.15
        for commune in communes:
            households = []
            if not only_own and dice.random() < 0.85:
                for _ in range(dice.randrange(0, 14)):
                    number += 1
                    households.append(household(dice, commune, number))
            listed += households
            if not only_own and dice.random() < 0.96:
                counted.append(whole(dice, commune, households))
        if len(district) == 3 and communes != [district] and (only_own or dice.random() < 0.3):
            counted.append(whole(dice, district, []))
    return files.table(listed), files.table(counted)


def money_file(dice, day):
    rows = []
    for district, communes in parts_of(dice, day).items():
        owners = communes + ([district] if dice.random() < 0.5 and [district] != communes else [])
        for code in owners:
            for programme, project in (("NTM", ""), ("GNBV", "2"), ("DTTS", "4"), ("PUBLIC", "")):
                if dice.random() < 0.4:
                    continue
                for expenditure in dice.sample(["capital", "recurrent"], dice.randrange(1, 3)):
                    planned = dice.randrange(0, 9000)
                    rows.append({"as_of": day, "area_code": code, "programme": programme, "project": project, "investor": "",
                                 "budget": "central", "expenditure": expenditure, "plan_year": day[:4], "carried_over": 0,
                                 "planned": planned or "", "allocated": planned * 9 // 10 or "",
                                 "disbursed": "" if dice.random() < 0.1 else planned // dice.randrange(2, 9)})
    return files.table(rows)


def criteria_file(dice, day):
    rows = []
    for communes in parts_of(dice, day).values():
        for code in communes:
            if areas.unit(code, day)["kind"] != "xa" or dice.random() < 0.1:
                continue
            rows.append({"as_of": day, "commune_code": code, **{f"c{n:02}": int(dice.random() < 0.7) for n in range(1, 20)},
                         "recognition": dice.choice(["none", "met", "advanced", "model"])})
    return files.table(rows)


def load(service, dice, rounds, days):
    """Imports and approves a data set; the CSV tables are kept beside for who looks into a fault."""
    for round in rounds:
        listed, counted = round_files(dice, round)
        for kind, text in (("households", listed), ("counts", counted)):
            if not text.strip():
                continue  # nothing was reported, which is no file
            done = service.import_file(kind, files.write(service.folder / f"{kind}-{round}.csv", text), round)
            if done["state"] != "approved":
                raise AssertionError(f"{kind} {round}: {done['findings'][:3]}")
    for day in days:
        for kind, text in (("disbursement", money_file(dice, day)), ("ntm-criteria", criteria_file(dice, day))):
            done = service.import_file(kind, files.write(service.folder / f"{kind}-{day}.csv", text))
            if done["state"] != "approved":
                raise AssertionError(f"{kind} {day}: {done['findings'][:3]}")
