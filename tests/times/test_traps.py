"""Words, names and numbers of the news that look like times and are none, and their neighbours.

Each line is a sentence with the times in it marked by square brackets. What is not marked must
not be found.
"""

from __future__ import annotations

import re

import pytest

MODALS_AND_VERBS = """
They may strike again.
May I speak, asked the judge.
May the best team win.
It may be weeks before they know.
Troops march towards the border.
Thousands march past the palace.
Protesters march in the capital.
The march past drew a crowd.
The march for peace drew a crowd.
She led a march of 300 people.
Critics second the motion.
We want a deal, a source said.
The sun sets over the sea.
Prices fall when demand is weak.
Shares fall 3 percent.
Leaves fall in the park.
They spring to her defence.
A spring in the mattress broke.
Rivers fall after the flood.
The fall of the wall ended an era.
The fall in prices surprised analysts.
A fall of 3% was recorded.
He had a bad fall at home.
The mineral spring water sold well.
The hot spring attracts tourists.
Workers date the pottery by its glaze.
They mon and sat together.
He sat on the fence.
She sat down beside him.
The firm will past muster.
He wed his partner in Rome.
They were wed in Rome.
The sun was out.
"""

PEOPLE = """
Theresa May lost the vote.
May said she would fight on.
Mrs May said the talks had failed.
April Jones was a friend of the family.
April Ryan asked the first question.
June Brown played the landlady.
Summer Walker cancelled the concert.
Autumn Phillips attended the wedding.
Augusta is a golf course in Georgia.
Julian August wrote the script.
Robert Friday was jailed.
Joe Friday played the detective.
Jan Kowalski runs the shop.
Jan van Eyck painted it.
Wednesday Addams is back on screen.
May Ling opened a restaurant.
Dec Donnelly presented the show.
Mar Vista is a district of the city.
Sat Nam Singh was elected.
Mr Day denied the charge.
Doris Day sang the song.
Daniel Day-Lewis won the award.
Jason Weeks scored twice.
John Winter resigned.
Jonathan Winters told jokes.
Judge Winter ruled against them.
Mr Summers left the company.
Donna Summer sang it.
Augustus ruled the empire.
Marcher lords held the border.
"""

MEDIA_AND_FIRMS = """
The Sunday Times reported the deal.
The Mail on Sunday published the letter.
USA Today reported the deal.
He told the Today programme that talks had failed.
She was speaking on the Today show.
Saturday Night Live mocked the senator.
Monday Night Football drew a crowd.
Black Friday Ltd is bankrupt.
The Daily Telegraph said so.
The Weekend Australian reported it.
The Morning Star printed the picture.
The Evening Standard ran the story.
She was named Man of the Year.
Time named him Person of the Year.
The Daily Mail printed it.
She writes for New York Weekly.
The song Ruby Tuesday was played.
Diners at TGI Friday's were evacuated.
Sheffield Wednesday beat Leeds.
The Seventh Day Adventists objected.
The Third Age charity closed.
Forever 21 shut its shops.
Motel 6 was sold.
The firm 3i bought it.
Studio 54 reopened.
Twentieth Century Fox made the film.
The 20th Century Fund paid for it.
20th Century Studios released it.
Century Aluminum cut its output.
Quarter Horse breeders met.
Seven Days is a newspaper.
Midnight Oil played in the park.
High Noon is a western.
The Decade Foundation closed.
The New Year's Honours list was leaked.
"""

EVENTS_AND_LAWS = """
The Good Friday Agreement held.
The Bloody Sunday inquiry reported.
The Black Monday crash ruined him.
The 9/11 attacks changed the law.
Relatives of the 9/11 victims sued.
World War II destroyed the town.
The Second World War destroyed the town.
The First World War destroyed the town.
The Six-Day War changed the border.
The Hundred Years' War ruined them.
The Thirty Years War ruined them.
The October Revolution was marked.
The May Day rally was banned.
The Prague Spring was crushed.
The Arab Spring toppled him.
The Winter Olympics were moved.
The Summer Olympics were moved.
Winter sports suffer from warm weather.
The summer camp was closed.
The spring offensive failed.
The Second Circuit upheld the ruling.
The Ninth Circuit upheld the ruling.
The Second Amendment protects them.
The Fifth Republic survived.
The Third Reich fell.
The firm filed for Chapter 11.
Section 1995 of the code applies.
Article 50 was triggered.
Resolution 1701 ended the fighting.
Resolution 2231 lifted the sanctions.
The Group of 20 met in Rome.
The G7 met in Rome.
The Big Four audited it.
The Gang of Four was jailed.
The Chicago Seven were tried.
Title 42 was lifted.
Proposition 13 passed.
Order 2222 was upheld.
Executive Order 1066 was repealed.
Rule 2004 allows it.
Form 1099 is due.
Public Law 2001 was amended.
"""

NUMBERS = """
The price rose to 2,014 euros.
The vote was 301 to 288.
The committee backed it in a 10-4 vote.
The score was 3-2 after extra time.
They won 2-1 at home.
It was 30-20 at the break.
It cut the staff from 30 to 20.
Sales fell 3.5 to 4 percent.
He got 40% of the vote.
About 2000 people marched.
The crowd of 2014 people cheered.
The hall holds 1,950 people.
The firm cut 1995 jobs.
The hotel has 2020 rooms.
A total of 1900 homes were flooded.
It sold 1984 tickets.
The rebels lost 1989 men.
It cost $2014.
It cost £1999.
It cost 2014 dollars.
It cost 1,999 euros.
The index rose to 2010.
The index closed at 1987.
The Dow fell 1990 points.
The fund is worth $1.9 billion.
It weighs 2020 kg.
It is 2000 feet long.
It stands 1998 metres above the sea.
It has 1950 square metres of space.
Call 020 7946 0018 for details.
Call 1-800-555-1234 for details.
Call 555-2014 for details.
The ISBN is 978-3-16-148410-0.
The ship was at 51.5072 N, 0.1276 W.
The ship was at 12°30' N.
Version 10.4 of the program crashed.
The update to iOS 17.2 failed.
He lives at 1984 Orwell Street.
She lives at 2010 Main Street.
It happened in the 2000 block of Main Street.
Pages 12-15 are missing.
Pages 1998-2001 are missing.
It was 30 to 35 degrees.
Temperatures fell to minus 12.
He drove a 4x4.
The odds were 5/2.
Two-thirds (2/3) agreed.
The blood pressure was 120/80.
The shop is open 24/7.
The screen measures 16:9.
The psalm is 23:4.
John 3:16 was quoted.
She ran it in 2:14:04.
He won 6-4, 3-6, 7-5.
Serial number 20231005 was stolen.
Case 1:21-cv-2014 was closed.
Ticket no. 1995 won.
Lot 1998 was sold.
The patent, No. 1,994,000, lapsed.
The bill, HR 2014, died.
Bus 1920 was late.
The A40 was closed near Junction 5.
Route 66 was closed.
Highway 2010 was closed.
Area 51 is closed.
Gate 12 was closed.
Room 1995 was empty.
Channel 1998 went off air.
The ratio is 3:1.
One in 10 agreed.
Nine out of 10 agreed.
He was one of 12.
The 1,500 m final is hers.
He scored 20 of their 30 points.
The code is 0000.
"""

PRODUCTS = """
A Boeing 747-400 landed.
A Boeing 737 and an Airbus A320 collided.
The iPhone 15 sold well.
Windows 2000 is obsolete.
Windows 95 is obsolete.
The Peugeot 2008 was recalled.
The Peugeot 208 was recalled.
The BMW 2002 is a classic.
A Fiat 500 was stolen.
Flight 370 vanished from radar.
Flight MH370 vanished.
Flight 1989 was diverted.
Apollo 11 landed.
Voyager 2 left the system.
The Type 45 destroyer sailed.
The AK-47 was found.
The F-16 crashed.
The S&P 500 fell.
The FTSE 100 rose.
The Nikkei 225 fell.
The Russell 2000 fell.
The film 2 Fast was shown.
The film 1917 won a prize.
"""

AGES_AND_MATCHES = """
A 34-year-old man was arrested.
She is 71 years old.
He was a 3-month-old baby.
The woman, 45, was released.
The man, aged 70, was released.
A woman in her 80s was hurt.
A woman in her eighties was hurt.
Children under five years of age are at risk.
He scored in the tenth minute.
He scored in the 90th minute.
It was 1-0 at half-time.
He was sent off in the second half.
They led in the first half.
He scored 12 points in the fourth quarter.
They lost the quarter-final.
They lost in the quarterfinals.
They won the quarter final.
Half the team was ill.
A quarter of voters agreed.
Three quarters of voters agreed.
Half of the team was ill.
He was second to none.
She came second in the race.
It is the second largest city.
It was the second time.
He took a second job.
On second thoughts, she agreed.
The second suspect fled.
A split second decided it.
A minute amount was found.
The minutes of the meeting were leaked.
The day job paid badly.
The day shift walked out.
The night shift walked out.
The night watchman slept.
A night club burned.
The hour hand was bent.
Hours later he was dead.
Weeks later he was dead.
The weekly magazine folded.
The annual meeting was moved.
The monthly figures were good.
The year-on-year rise was small.
A third day of talks began.
The 15th round went to him.
He was the 18th man.
The 20th victim was named.
"""

LOOKS_LIKE_NONE_BUT_IS = """
He left in [May].
He left [last May].
They are a [21st-century] firm.
The [January 6] committee met.
In [1998] voters agreed.
[Tuesday], Obama signed it.
She will return in [March].
The [March 3] vote stands.
The [May 3] vote stands.
The summit is on [May 5].
The shop shut in [the fall].
It rained in [the summer].
It happened in [1984].
They met in [2014], she said.
The factory made 300 cars in [2008].
By [2030] sales will double.
The law was passed in [2006].
He left on [Friday].
He left on [Sunday], the Times reported.
She arrived [today].
[Today], the council met.
They met at [3 p.m.] and left.
He was born in [1917].
It lasted [a second and a half].
It lasted [24 hours].
The talks lasted [seven days].
He worked there for [half a year].
The ban lasts [90 minutes].
He was jailed for [12 years].
The strike began on [June 1].
[The 1990s] were kind to him.
The [2010] budget was cut.
They meet [every Friday].
She left [two weeks ago].
She will be back in [ten minutes].
Revenue rose in [the fourth quarter].
The team won in [September].
"""

ALL_SORTS = """
Judge Wednesday Moore refused.
He reads the Sunday Mirror.
He reads The Sunday Telegraph.
The New York Times on [Sunday] published it.
Fox News Sunday interviewed her.
CBS Sunday Morning interviewed her.
The Thursday Murder Club sold well.
She sang at Friday Night Live.
He joined Manchester City in [summer].
Bayern beat them 4-1 in [May].
The A380 was grounded.
The M25 was closed at junction 12.
Interstate 95 was closed.
US 101 was closed.
He weighs 90 kilos.
A 6.7 magnitude quake struck.
The 1,984 voters were turned away.
Some 1,500 of 2,000 workers agreed.
The club has won 15 of its last 20 games.
It ranked 2nd of 180 countries.
He was third in the race.
The first lady spoke.
First Minister Humza Yousaf quit.
The second lady spoke.
He has a second home.
One day he will win.
The 400 metres final is hers.
The [100-day] plan failed.
He made 1,000 dollars a day.
Gas cost $4 a gallon.
The rate is 5 percent a year.
The dose is 20 mg [twice a day].
He ran at 20 miles an hour.
Winds of 90 miles per hour hit.
The speed limit is 30 mph.
A light year is far.
The fiscal cliff looms.
The Fourth Estate watches.
[The Fourth of July] parade was cancelled.
The 5th District elected him.
The 101st Airborne landed.
The 82nd Airborne Division landed.
The 118th Congress met.
Henry VIII ruled.
Elizabeth II died.
Pope Benedict XVI resigned.
World War I began.
G20 leaders met.
COP27 ended.
The Group of Seven met.
The P5+1 met.
U2 sang.
The Jackson 5 sang.
Blink-182 sang.
Maroon 5 sang.
Formula 1 returns.
MI5 warned them.
The B-52 landed.
Covid-19 spread.
H1N1 spread.
Vitamin B12 is low.
WD-40 leaked.
7-Eleven opened a shop.
3M cut its staff.
20th Century Fox made it.
Century 21 sold the house.
Six Flags closed.
Four Seasons opened.
The Four Seasons hotel opened.
Seasons change.
The season ended badly.
He was player of the season.
The spring of the trap broke.
She fell in [the spring].
It was a fall guy story.
Fall River is a city.
Palm Springs is a city.
Hot Springs is a city.
Winter Park is a resort.
Springfield elected her.
Summerville burned.
The Winter Palace was stormed.
The March of Dimes paid.
The Long March ended.
March Madness begins.
The Women's March drew a crowd.
Mayday calls were heard.
The May family mourned.
Brian May played.
Elaine May directed it.
The May-Macron talks failed.
Julius Caesar and Augustus ruled.
August Wilson wrote it.
June Carter sang.
[Juneteenth] is a holiday.
Jan Smuts led them.
Dec and Ant hosted.
Sun Microsystems sued.
The Sun said so.
The Sun newspaper said so.
He reads the Sun.
The Phoenix Suns lost.
Wed the two they did.
She is a Sat. guest.
Fri is a name.
The Mon Valley is poor.
The Mon people live there.
Thu Le is a doctor.
The Noon Cafe closed.
Noon Quality Foods closed.
Midnight Express is a film.
Dawn French played her.
Dawn broke the record.
Eve Arnold took it.
The Eve of Destruction is a song.
Daybreak Star was hit.
The night was cold.
Night fell.
Good morning America aired it.
Good Morning Britain aired it.
Morning Consult polled them.
The morning after pill is legal.
The Evening Post said so.
An evening gown was sold.
The afternoon session was dull.
It lasted [one day].
The vote was in [March].
The council met in [early March].
It was a warm [March].
[This March] he left.
[Last March] was cold.
The company's [March] report is out.
"""

TABLES = {
    "modals and verbs": MODALS_AND_VERBS,
    "people": PEOPLE,
    "media and firms": MEDIA_AND_FIRMS,
    "events and laws": EVENTS_AND_LAWS,
    "numbers": NUMBERS,
    "products": PRODUCTS,
    "ages and matches": AGES_AND_MATCHES,
    "all sorts": ALL_SORTS,
    "times": LOOKS_LIKE_NONE_BUT_IS,
}
CASES = [
    pytest.param(line, id=f"{name}: {line}")
    for name, table in TABLES.items()
    for line in table.strip().splitlines()
]


@pytest.mark.parametrize("marked", CASES)
def test_only_times_are_found(found, marked):
    wanted = re.findall(r"\[([^]]*)\]", marked)
    text = re.sub(r"[][]", "", marked)
    assert [words for words, _ in found(text)] == wanted
